import Filter
import MeasureRecords
import Measures
import Records

/// Reads the numbers that faces are compared by from one field of each record: an object of named
/// numbers, or an array.
///
/// The first record decides the names, or the length; others must have the same. Names may stand in
/// another order. The lengths of all must be over one base.
public final class VectorReader {
  /// The field that holds the vectors.
  public let field: String
  /// The names in the order of the columns; nil for plain arrays.
  // These change with the first record and are read for each; looking for two accesses at once at
  // run time would cost more than reading them.
  @exclusivity(unchecked) public private(set) var names: [String]?
  /// Numbers in a vector; 0 until the first record.
  @exclusivity(unchecked) public private(set) var dimensions: Int
  /// What named lengths were divided by; it means nothing for plain arrays.
  @exclusivity(unchecked) public private(set) var base = Base.assumed

  /// The fields that a record must be scanned for.
  public var fields: [String] { [field, Base.field] }

  /// An order of the names other than the columns', as the last record in another order had it, and
  /// where each column stands there.
  private var otherOrder: (names: [String], places: [Int])?

  /// Squares and their sums over all faces must stay within a double's range.
  private static let limit = 1e100

  public init(field: String) {
    self.field = field
    dimensions = 0
  }

  /// A reader that expects what a saved model was made from.
  public init(field: String, like model: ClusterModel) {
    self.field = field
    names = model.names
    dimensions = model.scaling.dimensions
    base = model.base
  }

  /// The record's vector, in the order of the columns.
  ///
  /// - Throws: `InputFailure` where there is none, or one of another shape.
  public func vector(of record: Record) throws(InputFailure) -> [Double] {
    let numbers = try numbers(of: record)
    if dimensions == 0 { try adopt(record, numbers) }
    guard let names else {
      guard !numbers.isNamed, numbers.values.count == dimensions else {
        throw mismatch(record, numbers)
      }
      return Array(numbers.values)
    }
    guard numbers.isNamed else { throw mismatch(record, numbers) }
    guard record.base == base else {
      throw .mismatch(of: record.base, with: base, in: field)
    }
    return record.memberNames(field, are: names)
      ? Array(numbers.values) : try reordered(record, numbers, names)
  }

  /// What stands in the field, if it can be computed with.
  private func numbers(of record: Record) throws(InputFailure) -> Record.Numbers {
    guard let numbers = record.numbers(field), numbers.values.count > 0,
      !numbers.isNamed || numbers.rowLength == 0
    else {
      guard record.holds(field) else {
        throw InputFailure(
          "no-vector", missing: field, remedy: remedies[field].map { "run \($0) first" })
      }
      if let incomplete = InputFailure.incomplete(field, of: record) { throw incomplete }
      throw InputFailure(
        "bad-vector", "\(field) must be an array of numbers or an object of named numbers")
    }
    for value in numbers.values {
      let magnitude = value.magnitude
      guard magnitude < Self.limit, magnitude >= .leastNormalMagnitude || magnitude == 0 else {
        let size = magnitude < 1 ? "small" : "large"
        throw InputFailure("bad-vector", "a number in \(field) is too \(size) to compute with")
      }
    }
    return numbers
  }

  /// Takes the first record's names and length for those of all.
  private func adopt(_ record: Record, _ numbers: Record.Numbers) throws(InputFailure) {
    let own = numbers.isNamed ? record.memberNames(field) : nil
    if let name = own?.repeatedName { throw standsTwice(name) }
    names = own
    dimensions = numbers.values.count
    base = record.base
  }

  private func reordered(
    _ record: Record, _ numbers: Record.Numbers, _ names: [String]
  ) throws(InputFailure) -> [Double] {
    if let otherOrder, record.memberNames(field, are: otherOrder.names) {
      return otherOrder.places.map { numbers.values[$0] }
    }
    let own = record.memberNames(field)
    if let name = own.repeatedName { throw standsTwice(name) }
    guard let places = own.places(of: names) else { throw mismatch(record, numbers) }
    otherOrder = (own, places)
    return places.map { numbers.values[$0] }
  }

  private func standsTwice(_ name: String) -> InputFailure {
    InputFailure("bad-vector", "the name \(name) stands twice in \(field)")
  }

  private func mismatch(_ record: Record, _ numbers: Record.Numbers) -> InputFailure {
    func described(_ names: [String]?, _ count: Int) -> String {
      names.map { $0.joined(separator: ", ") } ?? "\(count) plain numbers"
    }
    let own = described(numbers.isNamed ? record.memberNames(field) : nil, numbers.values.count)
    return InputFailure(
      "mismatch",
      "\(field) has \(own), where the first record or the model has \(described(names, dimensions))"
    )
  }
}

/// What makes the fields that hold vectors.
private let remedies = ["features": "fc-normalize", "embedding": "fc-embed"]
