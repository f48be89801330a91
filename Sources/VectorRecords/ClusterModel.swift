import Clustering
import Filter
import MeasureRecords
import Measures

/// A clustering that can be saved in a file and used on new faces: centres, and the scaling that
/// they are in.
public struct ClusterModel: Sendable {
  /// The field that the vectors came from.
  public let field: String
  /// Names of the columns; nil for plain arrays.
  public let names: [String]?
  /// The length that named lengths were divided by.
  public let base: Base
  public let scaling: Scaling
  /// One row per cluster, scaled.
  public internal(set) var centres: Vectors
  /// The cluster number of each row.
  public internal(set) var numbers: [Int]
  /// How the clusters were made; faces are assigned to them in the same way in any case.
  public let method: Method
  /// How photos of one person differ in the unscaled columns, if a file said so: nil for the
  /// built-in covariance, and where it is unknown.
  public let within: WithinSpread?
  /// How neighbours were found, where clusters were made of neighbours.
  public let neighbours: Neighbours?
  /// The names of the clusters, one per row; nil for clusters without a name.
  public internal(set) var titles: [String?]?

  public enum Method: String, Sendable {
    case kMeans = "k-means"
    case chineseWhispers = "chinese-whispers"
  }

  public enum Neighbours: String, Sendable, CaseIterable {
    /// Every row was compared with every other.
    case exact
    /// Every row was compared with the rows that inverted lists find.
    case approximate
  }

  /// - Parameter numbers: nil for 0, 1, 2, ….
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

  /// Numbers for new clusters that follow this model's: new centres are matched with old ones by
  /// the minimum sum of squared distances, both in this model's scaling; a cluster without a match
  /// takes the next free number.
  ///
  /// - Parameters:
  ///   - assignments: the new cluster of each row.
  ///   - sizes: the number of rows in each new cluster; none is empty.
  ///   - vectors: the vectors that were clustered, unscaled, as `reader` read them.
  ///   - farthest: centres farther apart than this belong to different clusters.
  /// - Throws: `Fatal` where the vectors do not fit this model.
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
    let columns = try columns(of: reader)
    let new = scaling(
      Vectors(
        (0..<means.count).map { cluster in
          let mean = Array(means[cluster])
          return columns.map { mean[$0] }
        }))
    guard new.isComputable else {
      throw Fatal("the model for --match was made from numbers of a very different magnitude")
    }
    // Both in one unit, so that no square is too large or too small for a double.
    let unit = max(new.unit, centres.unit)
    var next = (numbers.max() ?? -1) + 1
    return Matching.numbers(
      of: new / unit, following: centres / unit, farthest: farthest / unit
    ).map { match in
      if match < numbers.count { return numbers[match] }
      next += 1
      return next - 1
    }
  }

  /// The index of each of this model's columns in the reader's vectors.
  private func columns(of reader: VectorReader) throws -> [Int] {
    guard reader.dimensions == scaling.dimensions, (reader.names == nil) == (names == nil) else {
      throw madeFromOthers
    }
    guard let names, let own = reader.names else { return Array(0..<reader.dimensions) }
    guard reader.base == base else {
      throw Fatal(
        "the model for --match was made from lengths divided by \(base.words), but these are "
          + "divided by \(reader.base.words): run fc-normalize with the same --base")
    }
    guard let positions = own.positions(of: names) else { throw madeFromOthers }
    return positions
  }

  private var madeFromOthers: Fatal {
    Fatal(
      "the model for --match was made from different numbers: "
        + "\(names?.joined(separator: ", ") ?? field)"
    )
  }
}
