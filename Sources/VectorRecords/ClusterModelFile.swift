import Clustering
import Filter
import MeasureRecords
import Measures
import Records

/// The file of a model: one line of JSON.
extension ClusterModel {
  public func write(to text: inout JSONText) {
    text.append("{\"model\":")
    text.string(method.rawValue)
    if let neighbours {
      text.append(",\"neighbours\":")
      text.string(neighbours.rawValue)
    }
    text.append(",\"on\":")
    text.string(field)
    if names != nil { text.member(base) }
    text.append(",\"means\":")
    write(scaling.means, to: &text)
    text.append(",\"deviations\":")
    write(scaling.deviations, to: &text)
    if let whitening = scaling.whitening {
      let size = scaling.dimensions
      text.append(",\"whitening\":")
      text.list(0..<size) { text, row in
        text.list(whitening[row * size..<(row + 1) * size]) { $0.shortest($1) }
      }
    }
    text.append(",\"numbers\":")
    text.list(numbers) { $0.integer($1) }
    if let titles, titles.contains(where: { $0 != nil }) {
      text.append(",\"names\":")
      text.list(titles) { text, name in text.optional(name) { $0.string($1) } }
    }
    text.append(",\"centres\":")
    text.list(0..<centres.count) { text, row in text.list(centres[row]) { $0.shortest($1) } }
    if let within { write(within, to: &text) }
    text.append("}\n")
  }

  func write(_ columns: [Double], to text: inout JSONText) {
    guard let names else { return text.list(columns) { $0.shortest($1) } }
    text.object(names, columns) { $0.shortest($1) }
  }

  /// - Throws: `Fatal` where the file cannot be read or is not a model. Everything in it is checked
  ///   here, so that it is safe to compute with.
  public init(path: String) throws {
    let record = Record(
      fields: [
        "model", "neighbours", "on", Base.field, "means", "deviations", "whitening", "numbers",
        "names", "centres", "within_units", "within",
      ])
    self = try record.withLine(
      readFile(path), source: path, expected: "a model that --model-out wrote"
    ) { (record) throws(Unfit) in try ClusterModel(record) }
  }

  private init(_ record: Record) throws(Unfit) {
    guard let method = record.string("model").flatMap(Method.init(rawValue:)),
      let field = record.string("on")
    else { throw Unfit(nil) }
    let means = try record.columns("means"), deviations = try record.columns("deviations")
    guard let positions = deviations.positions(of: means) else {
      throw Unfit("deviations and means have different columns")
    }
    let size = means.values.count
    let whitening = record.has("whitening") ? try record.rows("whitening", of: size) : nil
    if let whitening, whitening.count != size * size { throw Unfit("whitening is not square") }
    let centres = Vectors(values: try record.rows("centres", of: size), dimensions: size)
    self.init(
      field: field, names: means.names, base: record.base,
      scaling: Scaling(
        means: means.values,
        deviations: try positions.map { (position) throws(Unfit) in
          try deviation(deviations.values[position])
        }, whitening: whitening),
      centres: centres, numbers: try Self.numbers(record, count: centres.count), method: method,
      within: try record.within(of: means),
      neighbours: record.string("neighbours").flatMap(Neighbours.init(rawValue:)),
      titles: try Self.titles(record, count: centres.count))
  }

  /// The clusters' numbers: whole, all different, and small enough for a next one.
  private static func numbers(_ record: Record, count: Int) throws(Unfit) -> [Int] {
    guard let given = record.numbers("numbers"), given.rowLength == 0, !given.isNamed else {
      throw Unfit("numbers is not a list of numbers")
    }
    let numbers = given.values.compactMap { Int(exactly: $0) }.filter { (0...1 << 53).contains($0) }
    guard numbers.count == count, given.values.count == count, Set(numbers).count == count else {
      throw Unfit("numbers does not give each centre a whole number of its own")
    }
    return numbers
  }
}
