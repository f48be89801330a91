import Foundation

/// Describes where two byte strings first differ.
enum Difference {
  /// Bytes of context shown around the first difference of a long line.
  private static let window = 80

  /// Nil if both are the same; otherwise the first differing line, in both versions.
  static func describe(_ what: String, expected: Data, got: Data) -> String? {
    guard expected != got else { return nil }
    let expectedLines = lines(expected)
    let gotLines = lines(got)
    let line = zip(expectedLines, gotLines).prefix { $0 == $1 }.count
    let expectedLine = line < expectedLines.count ? expectedLines[line] : nil
    let gotLine = line < gotLines.count ? gotLines[line] : nil
    let column = zip(expectedLine ?? Data(), gotLine ?? Data()).prefix { $0 == $1 }.count
    return """
      \(what) differs at line \(line + 1), byte \(column + 1) \
      (\(expectedLines.count) lines expected, \(gotLines.count) written)
        expected: \(show(expectedLine, around: column))
        got:      \(show(gotLine, around: column))
      """
  }

  /// The lines with their line feeds, so that a missing last one is a difference too.
  private static func lines(_ data: Data) -> [Data] {
    var lines: [Data] = []
    var rest = data[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(Data(rest[...end]))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { lines.append(Data(rest)) }
    return lines
  }

  private static func show(_ line: Data?, around column: Int) -> String {
    guard let line else { return "(no such line)" }
    let start = max(0, column - window)
    let end = min(line.count, column + window)
    let shown = line[start..<end].map(visible).joined()
    return (start > 0 ? "…" : "") + shown + (end < line.count ? "…" : "")
  }

  /// Control bytes and bytes outside ASCII are escaped: the reader's terminal must not hide the
  /// difference.
  private static func visible(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\t"): "\\t"
    case UInt8(ascii: "\r"): "\\r"
    case 0x20...0x7e: String(UnicodeScalar(byte))
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
