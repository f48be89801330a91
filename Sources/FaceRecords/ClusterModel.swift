import Clustering
import Filter
import Records

/// A clustering that can be kept in a file and given new faces: centres, and the scaling they live in.
public struct ClusterModel: Sendable {
  /// The field that the vectors came from.
  public let field: String
  /// Names of the columns; nil for plain arrays.
  public let names: [String]?
  public let scaling: Scaling
  /// One row a cluster, scaled.
  public let centres: Vectors
  /// The number that each row goes by.
  public let numbers: [Int]
  /// What made the clusters: assigning faces to them is the same for all.
  public let method: Method

  public enum Method: String, Sendable {
    case kMeans = "k-means"
    case chineseWhispers = "chinese-whispers"
  }

  /// - Parameter numbers: nil: 0, 1, 2, ….
  public init(
    field: String, names: [String]?, scaling: Scaling, centres: Vectors, numbers: [Int]? = nil,
    method: Method = .kMeans
  ) {
    self.field = field
    self.names = names
    self.scaling = scaling
    self.centres = centres
    self.numbers = numbers ?? Array(0..<centres.count)
    self.method = method
  }

  /// Numbers for new clusters that follow this model's: the least sum of squared distances between old and new
  /// centres, both
  /// in this model's scaling, decides which are the same; a cluster without an old one takes the next free number.
  ///
  /// - Parameters:
  ///   - assignments: the new cluster of each row.
  ///   - sizes: rows in each new cluster.
  ///   - vectors: what was clustered, unscaled.
  ///   - farthest: centres farther apart than this are of different clusters.
  /// - Throws: `Fatal` where the vectors are not of this model's kind.
  public func numbers(
    for assignments: [Int], sizes: [Int], of vectors: Vectors, names: [String]?, farthest: Double = .infinity
  ) throws -> [Int] {
    guard names == self.names, vectors.dimensions == scaling.dimensions else {
      throw Fatal("the model for --match was made from other numbers: \(self.names?.joined(separator: ", ") ?? field)")
    }
    var centres = [[Double]](repeating: [Double](repeating: 0, count: vectors.dimensions), count: sizes.count)
    for (row, cluster) in assignments.enumerated() {
      for (column, value) in vectors[row].enumerated() {
        centres[cluster][column] += value / Double(sizes[cluster])
      }
    }
    var next = (numbers.max() ?? -1) + 1
    return Matching.numbers(of: scaling(Vectors(centres)), following: self.centres, farthest: farthest).map { place in
      if place < numbers.count { return numbers[place] }
      next += 1
      return next - 1
    }
  }

  // MARK: The file: one line of JSON

  public func write(to text: inout JSONText) {
    text.append("{\"model\":")
    text.string(method.rawValue)
    text.append(",\"on\":")
    text.string(field)
    text.append(",\"means\":")
    write(scaling.means, to: &text)
    text.append(",\"deviations\":")
    write(scaling.deviations, to: &text)
    if let whitening = scaling.whitening {
      let size = scaling.dimensions
      text.append(",\"whitening\":")
      text.list(0..<size) { text, row in text.list(whitening[row * size..<(row + 1) * size]) { $0.shortest($1) } }
    }
    text.append(",\"numbers\":")
    text.list(numbers) { $0.integer($1) }
    text.append(",\"centres\":")
    text.list(0..<centres.count) { text, row in text.list(centres[row]) { $0.shortest($1) } }
    text.append("}\n")
  }

  private func write(_ columns: [Double], to text: inout JSONText) {
    guard let names else { return text.list(columns) { $0.shortest($1) } }
    text.object(zip(names, columns), name: \.0) { $0.shortest($1.1) }
  }

  /// - Throws: `Fatal` where the file cannot be read or is no model.
  public init(path: String) throws {
    let record = Record(fields: ["model", "on", "means", "deviations", "whitening", "numbers", "centres"])
    let wanted = "a model that --model-out wrote"
    self = try record.withLine(readFile(path), place: path, wanted: wanted) { record in
      guard let method = record.string("model").flatMap(Method.init(rawValue:)), let field = record.string("on"),
        let means = record.numbers("means"), let deviations = record.numbers("deviations"),
        let centres = record.numbers("centres"), let given = record.numbers("numbers"), means.rowLength == 0,
        deviations.rowLength == 0, centres.elementCount > 0, means.values.count > 0,
        centres.rowLength == means.values.count, deviations.values.count == means.values.count,
        deviations.values.allSatisfy({ $0 > 0 }), given.values.count == centres.elementCount,
        [centres, means, deviations].allSatisfy({ $0.values.allSatisfy(\.isFinite) })
      else { return nil }
      let numbers = given.values.compactMap { Int(exactly: $0) }
      guard Set(numbers).count == centres.elementCount else { return nil }
      let whitening = record.numbers("whitening")
      if let whitening {
        let size = means.values.count
        guard whitening.rowLength == size, whitening.elementCount == size, whitening.values.allSatisfy(\.isFinite)
        else {
          return nil
        }
      }
      return ClusterModel(
        field: field, names: means.isNamed ? record.memberNames("means") : nil,
        scaling: Scaling(
          means: Array(means.values), deviations: Array(deviations.values),
          whitening: whitening.map { Array($0.values) }),
        centres: Vectors(values: Array(centres.values), dimensions: means.values.count), numbers: numbers,
        method: method)
    }
  }
}
