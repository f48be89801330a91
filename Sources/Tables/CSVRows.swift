/// The rows of a CSV table (RFC 4180, but lines may end in LF alone, and the last one need not
/// end).
struct CSVRows {
  private let bytes: [UInt8]
  private var offset = 0
  /// The number of the line, from 1, in which the last row began.
  private(set) var number = 0
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
  }

  /// The cells of the next row that is not empty; nil at the end.
  ///
  /// - Throws: `MalformedPoints` where a quote is not closed.
  mutating func next() throws(MalformedPoints) -> [String]? {
    while offset < bytes.count {
      number = line
      let row = try row()
      if row != [""] { return row }
    }
    return nil
  }

  private mutating func row() throws(MalformedPoints) -> [String] {
    var row: [String] = []
    while true {
      row.append(try cell())
      guard offset < bytes.count else { return row }
      let byte = bytes[offset]
      offset += 1
      if byte == 0x0a {
        line += 1
        return row
      }
    }
  }

  /// Reads a cell, up to the comma, line end or end of the text after it.
  private mutating func cell() throws(MalformedPoints) -> String {
    var cell: [UInt8] = []
    let quote = UInt8(ascii: "\"")
    if offset < bytes.count, bytes[offset] == quote {
      offset += 1
      while true {
        guard offset < bytes.count else {
          throw MalformedPoints("a quote is not closed", line: number)
        }
        let byte = bytes[offset]
        offset += 1
        if byte == quote {
          guard offset < bytes.count, bytes[offset] == quote else { break }
          offset += 1
        }
        if byte == 0x0a { line += 1 }
        cell.append(byte)
      }
    }
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ","), bytes[offset] != 0x0a {
      cell.append(bytes[offset])
      offset += 1
    }
    if cell.last == 0x0d { cell.removeLast() }
    return String(decoding: cell, as: UTF8.self)
  }
}
