import Clustering
import Filter
import Records

/// Reads the numbers that faces are compared by from one field of each record: an object of named numbers, or an array.
///
/// The first record decides the names, or the length; others must have the same. Names may stand in another order.
public final class VectorReader {
  /// The field that holds the vectors.
  public let field: String
  /// The names in the order of the columns; nil for plain arrays.
  public private(set) var names: [String]?
  /// Numbers in a vector; 0 until the first record.
  public private(set) var dimensions: Int

  /// Squares and their sums over all faces must stay within a double's range.
  private static let limit = 1e100

  public init(field: String) {
    self.field = field
    dimensions = 0
  }

  /// A reader that expects what a saved model was made from.
  public init(field: String, names: [String]?, dimensions: Int) {
    self.field = field
    self.names = names
    self.dimensions = dimensions
  }

  /// The record's vector, in the order of the columns.
  ///
  /// - Throws: `InputFailure` where there is none, or one of another shape.
  public func vector(of record: Record) throws(InputFailure) -> [Double] {
    guard record.holds(field) else {
      let remedy = remedies[field].map { "run \($0) first" }
      throw InputFailure("no-vector", missing: field, remedy: remedy)
    }
    guard let numbers = record.numbers(field), numbers.values.count > 0, !numbers.isNamed || numbers.rowLength == 0
    else {
      throw InputFailure("bad-vector", "\(field) must be an array of numbers or an object of named numbers")
    }
    guard numbers.values.allSatisfy({ $0.magnitude < Self.limit }) else {
      throw InputFailure("bad-vector", "a number in \(field) is too large to compute with")
    }
    if dimensions == 0 {
      names = numbers.isNamed ? record.memberNames(field) : nil
      dimensions = numbers.values.count
    }
    guard let names else {
      guard !numbers.isNamed, numbers.values.count == dimensions else { throw mismatch(record, numbers) }
      return Array(numbers.values)
    }
    guard numbers.isNamed else { throw mismatch(record, numbers) }
    return record.memberNames(field, are: names)
      ? Array(numbers.values) : try reordered(record, numbers, names)
  }

  private func reordered(_ record: Record, _ numbers: Record.Numbers, _ names: [String]) throws(InputFailure)
    -> [Double]
  {
    let own = record.memberNames(field)
    var vector: [Double] = []
    for name in names {
      guard own.count == names.count, let index = own.firstIndex(of: name) else { throw mismatch(record, numbers) }
      vector.append(numbers.values[index])
    }
    return vector
  }

  private func mismatch(_ record: Record, _ numbers: Record.Numbers) -> InputFailure {
    func described(_ names: [String]?, _ count: Int) -> String {
      names.map { $0.joined(separator: ", ") } ?? "\(count) plain numbers"
    }
    let own = described(numbers.isNamed ? record.memberNames(field) : nil, numbers.values.count)
    return InputFailure(
      "mismatch", "\(field) has \(own), where the first record or the model has \(described(names, dimensions))")
  }
}

/// What makes the fields that hold vectors.
private let remedies = ["features": "fc-normalize", "embedding": "fc-embed"]
