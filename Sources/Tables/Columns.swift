/// The columns of a table, in the order in which their names first appeared.
///
/// Most rows have the same columns in the same order; a column is then found by one comparison.
public struct Columns: Sendable {
  public private(set) var names: [[UInt8]] = []
  private var numbers: [[UInt8]: Int] = [:]
  private var next = 0

  public init() {}

  /// Starts a row.
  public mutating func beginRow() { next = 0 }

  /// Adds a column after the others.
  ///
  /// - Precondition: there is none of this name.
  public mutating func add(_ name: UnsafeRawBufferPointer) {
    numbers[Array(name)] = names.count
    names.append(Array(name))
    next = names.count
  }

  /// The index of a column; nil where there is none of this name.
  ///
  /// - Complexity: O(name).
  public mutating func number(of name: UnsafeRawBufferPointer) -> Int? {
    if next < names.count, names[next].elementsEqual(name) {
      next += 1
      return next - 1
    }
    guard let number = numbers[Array(name)] else { return nil }
    next = number + 1
    return number
  }

  /// Moves the columns of some fields to the front, in the order given; each field includes
  /// everything nested in it.
  public mutating func arrange(by fields: [String]) {
    let prefixes = fields.map { Array($0.utf8) }
    func rank(_ name: [UInt8]) -> Int {
      prefixes.firstIndex { isField(name, in: $0) } ?? prefixes.count
    }
    let order = names.indices.sorted { (rank(names[$0]), $0) < (rank(names[$1]), $1) }
    names = order.map { names[$0] }
    numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    next = 0
  }
}

/// Whether a path of names is a field, or leads to something in it.
public func isField(
  _ path: some RandomAccessCollection<UInt8>, in field: some RandomAccessCollection<UInt8>
) -> Bool {
  guard path.starts(with: field) else { return false }
  return path.count == field.count
    || path[path.index(path.startIndex, offsetBy: field.count)] == UInt8(ascii: ".")
}
