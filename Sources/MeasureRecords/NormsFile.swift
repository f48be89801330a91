import Filter
import Measures
import Records
import Words

/// The people that faces are compared with, as a file of one line of JSON.
public struct NormsFile: Sendable {
  public let norms: Norms
  /// The length that their lengths were divided by.
  public let base: Base

  public init(_ norms: Norms, base: Base) {
    (self.norms, self.base) = (norms, base)
  }

  public func write(to text: inout JSONText) {
    text.append("{\"model\":\"norms\",\"people\":\(norms.people)")
    text.member(base)
    text.append(",\"means\":")
    text.object(norms.names, norms.measures) { $0.shortest($1.mean) }
    text.append(",\"deviations\":")
    text.object(norms.names, norms.measures) { $0.shortest($1.deviation) }
    text.append(",\"quantiles\":")
    text.object(norms.names, norms.measures) { text, norm in
      text.list(norm.quantiles) { $0.shortest($1) }
    }
    text.append("}\n")
  }

  /// - Throws: `Fatal` where the file cannot be read or does not hold norms.
  public init(path: String) throws {
    let record = Record(
      fields: ["model", "people", Base.field, "means", "deviations", "quantiles"])
    self = try record.withLine(
      readFile(path), source: path, expected: "a file of norms that --norms-out wrote"
    ) { (record) throws(Unfit) in try NormsFile(record) }
  }

  private init(_ record: Record) throws(Unfit) {
    guard record.string("model") == "norms" else { throw Unfit(nil) }
    let means = try record.columns("means")
    let deviations = try record.columns("deviations")
    guard let names = means.names, names == deviations.names,
      record.memberNames("quantiles", are: names)
    else { throw Unfit("means, deviations and quantiles have different measures") }
    let count = MeasureNorm.quantileCount
    guard let quantiles = record.numbers("quantiles"), quantiles.rowLength == count else {
      throw Unfit("quantiles are not \(count) numbers for each measure")
    }
    guard let people = record.integer("people"), people > 0 else {
      throw Unfit("it has no number of people")
    }
    let measures = try names.indices.map { (index) throws(Unfit) in
      let row = Array(quantiles.values[index * count..<(index + 1) * count])
      let norm = MeasureNorm(
        mean: means.values[index], deviation: deviations.values[index], quantiles: row)
      guard let norm, row.allSatisfy({ $0.magnitude < 1e100 }) else {
        throw Unfit("the norm of \(names[index]) is invalid: quantiles must not decrease")
      }
      return norm
    }
    norms = Norms(people: people, names: names, measures: measures)
    base = record.base
  }
}

extension Run {
  /// Reads the measures of all records and computes their norms.
  ///
  /// - Throws: `Fatal` where no record has measures.
  public func gatherNorms(
    _ input: RecordInput, _ record: Record, _ reader: MeasureReader,
    needsMeasures: Bool = true, also: (Record, [Double?]) throws -> Void = { _, _ in }
  ) throws -> NormsFile {
    var columns: [[Double]] = []
    var people = 0
    try eachRecord(input, record, pass: .gather) { record in
      guard needsMeasures || record.holds(MeasureReader.field) else { return try also(record, []) }
      let values = try reader.values(of: record)
      try also(record, values)
      while columns.count < values.count { columns.append([]) }
      for (column, value) in values.enumerated() {
        if let value { columns[column].append(value) }
      }
      if values.contains(where: { $0 != nil }) { people += 1 }
    }
    var names: [String] = []
    var measures: [MeasureNorm] = []
    for (name, column) in zip(reader.names, columns) {
      guard let norm = MeasureNorm(column) else { continue }
      names.append(name)
      measures.append(norm)
    }
    return NormsFile(
      Norms(people: people, names: names, measures: measures), base: reader.base ?? .assumed)
  }
}
