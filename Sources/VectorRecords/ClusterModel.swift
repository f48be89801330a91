import Clustering
import Filter
import MeasureRecords
import Measures

/// A clustering that can be kept in a file and given new faces: centres, and the scaling they live
/// in.
public struct ClusterModel: Sendable {
  /// The field that the vectors came from.
  public let field: String
  /// Names of the columns; nil for plain arrays.
  public let names: [String]?
  /// What named lengths were divided by.
  public let base: Base
  public let scaling: Scaling
  /// One row per cluster, scaled.
  public internal(set) var centres: Vectors
  /// The number that each row goes by.
  public internal(set) var numbers: [Int]
  /// What made the clusters: assigning faces to them is the same for all.
  public let method: Method
  /// How photos of one person differ in the unscaled columns, where a file told it: nil for what is
  /// built in, and where it is not known.
  public let within: WithinSpread?
  /// How neighbours were looked for, where clusters were made of neighbours.
  public let neighbours: Neighbours?
  /// What the clusters are called, one per row; nil where nobody said.
  public internal(set) var titles: [String?]?

  public enum Method: String, Sendable {
    case kMeans = "k-means"
    case chineseWhispers = "chinese-whispers"
  }

  public enum Neighbours: String, Sendable, CaseIterable {
    /// Every row was compared with every other.
    case exact
    /// With those that inverted lists find.
    case approximate
  }

  /// - Parameter numbers: nil: 0, 1, 2, ….
  public init(
    field: String, names: [String]?, base: Base, scaling: Scaling, centres: Vectors,
    numbers: [Int]? = nil, method: Method = .kMeans, within: WithinSpread? = nil,
    neighbours: Neighbours? = nil, titles: [String?]? = nil
  ) {
    self.field = field
    self.names = names
    self.base = base
    self.scaling = scaling
    self.centres = centres
    self.numbers = numbers ?? Array(0..<centres.count)
    self.method = method
    self.within = within
    self.neighbours = neighbours
    self.titles = titles
  }

  /// Numbers for new clusters that follow this model's: the least sum of squared distances between
  /// old and new centres, both in this model's scaling, decides which are the same; a cluster
  /// without an old one takes the next free number.
  ///
  /// - Parameters:
  ///   - assignments: the new cluster of each row.
  ///   - sizes: rows in each new cluster, of which none is empty.
  ///   - vectors: what was clustered, unscaled, as `reader` read it.
  ///   - farthest: centres farther apart than this are of different clusters.
  /// - Throws: `Fatal` where the vectors are not of this model's kind.
  public func numbers(
    for assignments: [Int], sizes: [Int], of vectors: Vectors, _ reader: VectorReader,
    farthest: Double = .infinity
  ) throws -> [Int] {
    try numbers(for: vectors.means(of: assignments, sizes: sizes), reader, farthest: farthest)
  }

  /// The same, from the means of the new clusters' vectors.
  public func numbers(
    for means: Vectors, _ reader: VectorReader, farthest: Double = .infinity
  ) throws -> [Int] {
    let places = try columns(of: reader)
    let new = scaling(
      Vectors(
        (0..<means.count).map { cluster in
          let mean = Array(means[cluster])
          return places.map { mean[$0] }
        }))
    guard new.isComputable else {
      throw Fatal("the model for --match was made from numbers of another size")
    }
    // Both in one unit, so that no square is too large or too small for a double.
    let unit = max(new.unit, centres.unit)
    var next = (numbers.max() ?? -1) + 1
    return Matching.numbers(
      of: new / unit, following: centres / unit, farthest: farthest / unit
    ).map { place in
      if place < numbers.count { return numbers[place] }
      next += 1
      return next - 1
    }
  }

  /// Where each of this model's columns stands in what the reader reads.
  private func columns(of reader: VectorReader) throws -> [Int] {
    guard reader.dimensions == scaling.dimensions, (reader.names == nil) == (names == nil) else {
      throw madeFromOthers
    }
    guard let names, let own = reader.names else { return Array(0..<reader.dimensions) }
    guard reader.base == base else {
      throw Fatal(
        "the model for --match was made from lengths over \(base.words), and these are over "
          + "\(reader.base.words): run fc-normalize with the same --base")
    }
    guard let places = own.places(of: names) else { throw madeFromOthers }
    return places
  }

  private var madeFromOthers: Fatal {
    Fatal(
      "the model for --match was made from other numbers: "
        + "\(names?.joined(separator: ", ") ?? field)"
    )
  }
}
