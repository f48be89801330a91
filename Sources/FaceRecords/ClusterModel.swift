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

  public init(field: String, names: [String]?, scaling: Scaling, centres: Vectors) {
    self.field = field
    self.names = names
    self.scaling = scaling
    self.centres = centres
  }

  // MARK: The file: one line of JSON

  public func write(to path: String) throws {
    var text = JSONText()
    text.append("{\"model\":\"k-means\",\"on\":")
    text.string(field)
    text.append(",\"means\":")
    write(scaling.means, to: &text)
    text.append(",\"deviations\":")
    write(scaling.deviations, to: &text)
    text.append(",\"centres\":")
    text.list(0..<centres.count) { text, row in text.list(centres[row]) { $0.shortest($1) } }
    text.append("}\n")
    try writeFile(path, text.bytes)
  }

  private func write(_ columns: [Double], to text: inout JSONText) {
    guard let names else { return text.list(columns) { $0.shortest($1) } }
    text.object(zip(names, columns), name: \.0) { $0.shortest($1.1) }
  }

  /// - Throws: `Fatal` where the file cannot be read or is no model.
  public init(path: String) throws {
    let record = Record(fields: ["model", "on", "means", "deviations", "centres"])
    var bytes = try readFile(path)
    while let last = bytes.last, last == UInt8(ascii: "\n") { bytes.removeLast() }
    let padded = bytes + [UInt8](repeating: 0, count: Record.padding)
    let noModel = Fatal("is no model that fc-kmeans --model-out wrote", at: path)
    self = try padded.withUnsafeBytes { padded in
      do throws(MalformedRecord) {
        try record.scan(UnsafeRawBufferPointer(rebasing: padded[..<bytes.count]))
      } catch {
        throw Fatal("\(error.reason): no model that fc-kmeans --model-out wrote", at: path)
      }
      guard record.string("model") == "k-means", let field = record.string("on"),
        let means = record.numbers("means"), let deviations = record.numbers("deviations"),
        let centres = record.numbers("centres"), means.rowLength == 0, deviations.rowLength == 0,
        centres.elementCount > 0, means.values.count > 0, centres.rowLength == means.values.count,
        deviations.values.count == means.values.count, deviations.values.allSatisfy({ $0 > 0 }),
        [centres, means, deviations].allSatisfy({ $0.values.allSatisfy(\.isFinite) })
      else { throw noModel }
      let names = means.isNamed ? record.memberNames("means") : nil
      return ClusterModel(
        field: field, names: names,
        scaling: Scaling(means: Array(means.values), deviations: Array(deviations.values)),
        centres: Vectors(values: Array(centres.values), dimensions: means.values.count))
    }
  }
}
