import Filter
import MeasureRecords
import Measures
import Records

/// Reads the numbers that faces are compared by from one field of each record: an object of named
/// numbers, or an array.
///
/// The first record decides the names, or the length; all others must have the same. The order of
/// names may differ. All lengths must be divided by the same base.
public final class VectorReader {
  /// The field that holds the vectors.
  public let field: String
  /// The names in the order of the columns; nil for plain arrays.
  // These are set by the first record and read for every record; checking for overlapping accesses
  // at run time would cost more than reading them.
  @exclusivity(unchecked) public private(set) var names: [String]?
  /// The length of a vector; 0 until the first record.
  @exclusivity(unchecked) public private(set) var dimensions: Int
  /// The length that named lengths were divided by; meaningless for plain arrays.
  @exclusivity(unchecked) public private(set) var base = Base.assumed

  /// The fields that a record must be scanned for.
  public var fields: [String] { [field, Base.field] }

  /// The names of the last record that had them in a different order, and the index there of each
  /// column.
  private var otherOrder: (names: [String], positions: [Int])?

  /// Squares and their sums over all faces must stay within a double's range.
  private static let limit = 1e100

  public init(field: String) {
    self.field = field
    dimensions = 0
  }

  /// A reader that expects the columns that a saved model was made from.
  public init(field: String, like model: ClusterModel) {
    self.field = field
    names = model.names
    dimensions = model.scaling.dimensions
    base = model.base
  }

  /// The record's vector, in the order of the columns.
  ///
  /// - Throws: `InputFailure` where there is none, or it has different columns.
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

  /// The numbers in the field, if they can be computed with.
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

  /// Makes the first record's names and length those of all records.
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
      return otherOrder.positions.map { numbers.values[$0] }
    }
    let own = record.memberNames(field)
    if let name = own.repeatedName { throw standsTwice(name) }
    guard let positions = own.positions(of: names) else { throw mismatch(record, numbers) }
    otherOrder = (own, positions)
    return positions.map { numbers.values[$0] }
  }

  private func standsTwice(_ name: String) -> InputFailure {
    InputFailure("bad-vector", "the name \(name) occurs twice in \(field)")
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

/// The programs that make the fields that hold vectors.
private let remedies = ["features": "fc-normalize", "embedding": "fc-embed"]
