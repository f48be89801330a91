/// How the cells of a table are separated and quoted.
public enum CellStyle: String, CaseIterable, Sendable {
  /// RFC 4180: commas; a cell that contains a comma, quote or line end is quoted, and quotes are
  /// doubled.
  case csv
  /// Tabs; tabs, line ends and backslashes are written as \t, \n, \r and \\, as in Miller.
  case tsv

  var separator: UInt8 { self == .csv ? UInt8(ascii: ",") : UInt8(ascii: "\t") }

  /// Appends a cell of text.
  public func append(_ cell: [UInt8], to row: inout [UInt8]) {
    switch self {
    case .csv: appendQuoted(cell, to: &row)
    case .tsv: appendEscaped(cell, to: &row)
    }
  }

  /// Appends the separator.
  public func separate(_ row: inout [UInt8]) { row.append(separator) }

  private func appendQuoted(_ cell: [UInt8], to row: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let wantsQuotes = cell.contains {
      $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0a || $0 == 0x0d
    }
    guard wantsQuotes else {
      row.append(contentsOf: cell)
      return
    }
    row.append(quote)
    for byte in cell {
      if byte == quote { row.append(quote) }
      row.append(byte)
    }
    row.append(quote)
  }

  private func appendEscaped(_ cell: [UInt8], to row: inout [UInt8]) {
    for byte in cell {
      switch byte {
      case UInt8(ascii: "\t"): row.append(contentsOf: "\\t".utf8)
      case UInt8(ascii: "\n"): row.append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\r"): row.append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\\"): row.append(contentsOf: "\\\\".utf8)
      default: row.append(byte)
      }
    }
  }
}
