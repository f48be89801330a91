import Filter
import Records
import Tables

/// The contents of a table: the fields that were named, or all except long lists.
struct Wanted {
  /// Empty: all fields.
  var fields: [[UInt8]] = []
  private static let longestList = 16

  /// Whether the value with this path, or something nested in it, is wanted.
  func takes(_ path: UnsafeRawBufferPointer) -> Bool {
    fields.isEmpty || fields.contains { isField(path, in: $0) }
  }

  /// Whether to enter an object or array.
  func enters(_ branch: Leaves.Branch) -> Bool {
    let path = branch.path
    guard fields.isEmpty else {
      // What is wanted may be nested deeper.
      return fields.contains { isField(path, in: $0) || isField($0, in: path) }
    }
    return branch.count <= Self.longestList && !branch.isNested
      || path.elementsEqual("features".utf8)
  }
}

/// Makes rows from records, after the columns have been collected.
final class TableRows {
  private let style: CellStyle
  private let wanted: Wanted
  private let leaves = Leaves()
  private(set) var columns = Columns()
  /// The names of lists that got no column.
  private(set) var leftOut: Set<[UInt8]> = []
  private var cells: [[UInt8]] = []

  init(_ style: CellStyle, _ wanted: Wanted) {
    (self.style, self.wanted) = (style, wanted)
  }

  /// Collects the record's columns.
  func gather(_ record: Record) {
    columns.beginRow()
    leaves.each(of: record, enters: enters) { path, _ in
      if columns.number(of: path) == nil, wanted.takes(path) { columns.add(path) }
    }
  }

  /// Sorts the columns by the fields that were named.
  func arrange() { columns.arrange(by: wanted.fields.map { String(decoding: $0, as: UTF8.self) }) }

  /// Writes the header, unless there are no columns.
  func writeHeader(to text: inout [UInt8]) {
    if !columns.names.isEmpty { write(columns.names, to: &text) }
  }

  /// Writes the record's row; missing fields and nulls are empty.
  func write(_ record: Record, to text: inout [UInt8]) {
    if cells.count != columns.names.count {
      cells = Array(repeating: [], count: columns.names.count)
    }
    for index in cells.indices { cells[index].removeAll(keepingCapacity: true) }
    columns.beginRow()
    leaves.each(of: record, enters: wanted.enters) { path, value in
      guard let number = columns.number(of: path), !value.isNull else { return }
      // Half a surrogate pair stays escaped.
      if let string = value.string {
        cells[number].append(contentsOf: string.utf8)
      } else {
        cells[number].append(contentsOf: value.bytes)
      }
    }
    write(cells, to: &text)
  }

  private func enters(_ branch: Leaves.Branch) -> Bool {
    if wanted.enters(branch) { return true }
    if wanted.fields.isEmpty, leftOut.count < 20 { leftOut.insert(Array(branch.path)) }
    return false
  }

  private func write(_ cells: [[UInt8]], to text: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { style.separate(&text) }
      style.append(cell, to: &text)
    }
    text.append(UInt8(ascii: "\n"))
  }
}

extension Run {
  /// Reports the lists without a column, and the fields that no record has.
  func tellColumns(_ rows: TableRows, wanted: [String]) {
    let leftOut = rows.leftOut.map { String(decoding: $0, as: UTF8.self) }.sorted()
    if !leftOut.isEmpty {
      note("left out: \(listed(leftOut, "and")): long lists, which --fields can include")
    }
    let missing = wanted.filter { field in
      !rows.columns.names.contains { isField($0, in: Array(field.utf8)) }
    }
    if !missing.isEmpty { note("no record has \(listed(missing, "or"))") }
  }
}
