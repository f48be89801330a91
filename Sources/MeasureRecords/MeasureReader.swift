import Filter
import Measures
import Records

/// Reads named measures one by one from the field `features`: some may be null, and records may
/// have different ones. (Stages that need all of them use a `VectorReader`.)
public final class MeasureReader {
  public static let field = "features"
  /// The fields that a record must be scanned for.
  public static let fields = [field, Base.field]
  private static let most = 10_000

  /// The columns.
  @exclusivity(unchecked) public private(set) var names: [String]
  /// The length that the first record's lengths were divided by; nil before the first record.
  @exclusivity(unchecked) public private(set) var base: Base?
  /// Whether a new name gets a column.
  private let isOpen: Bool
  /// The members of the last record, and the column of each.
  private var order: [String] = []
  private var columnOf: [Int?] = []

  /// Every name that occurs gets a column.
  public init() {
    (names, isOpen) = ([], true)
  }

  /// Other names are ignored.
  public init(names: [String], base: Base?) {
    (self.names, self.base, isOpen) = (names, base, false)
  }

  /// A value for each column known so far; nil where the record has none.
  ///
  /// - Throws: `InputFailure` where the record has no measures, none of the columns, or lengths
  ///   divided by a different base.
  /// - Complexity: O(columns).
  public func values(of record: Record) throws(InputFailure) -> [Double?] {
    let field = Self.field
    guard let numbers = record.numbers(field, allowingNulls: true), numbers.isNamed,
      numbers.rowLength == 0, numbers.values.count > 0
    else {
      guard record.holds(field) else {
        throw InputFailure("no-vector", missing: field, remedy: "run fc-normalize first")
      }
      throw InputFailure("bad-vector", "\(field) must be an object of named numbers")
    }
    let own = record.base
    if let base {
      guard own == base else { throw .mismatch(of: own, with: base, in: field) }
    } else {
      base = own
    }
    if !record.memberNames(field, are: order) { try learnOrder(record.memberNames(field)) }
    var values = [Double?](repeating: nil, count: names.count)
    for (index, column) in columnOf.enumerated() {
      let value = numbers.values[index]
      guard let column, !value.isNaN else { continue }
      guard value.magnitude < 1e100 else {
        throw InputFailure("bad-vector", "a number in \(field) is too large to compute with")
      }
      values[column] = value
    }
    return values
  }

  private func learnOrder(_ own: [String]) throws(InputFailure) {
    if let name = own.repeatedName {
      throw InputFailure("bad-vector", "the name \(name) occurs twice in \(Self.field)")
    }
    let fresh = isOpen ? own.filter { names.position(of: $0) == nil } : []
    guard names.count + fresh.count <= Self.most else {
      throw InputFailure("bad-vector", "more than \(Self.most) different measures in one stream")
    }
    names += fresh
    let found = own.map { names.position(of: $0) }
    guard found.contains(where: { $0 != nil }) else {
      throw InputFailure(
        "mismatch", "\(Self.field) has none of the measures \(names.joined(separator: ", "))")
    }
    (order, columnOf) = (own, found)
  }
}
