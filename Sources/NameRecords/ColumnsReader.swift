import Naming

/// Reads lines of two columns, cluster and name, separated by a tab or a comma; a name may be
/// quoted, as in CSV.
struct ColumnsReader {
  private var isFirst = true

  /// - Returns: nil for the header, a comment, and a cluster without a name.
  mutating func statement(
    _ line: UnsafeRawBufferPointer
  ) throws(StatementReader.Malformed) -> Statement.Body? {
    defer { isFirst = false }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw StatementReader.Malformed("is not UTF-8")
    }
    guard text.first != "#" else { return nil }
    let separator: UInt8 = text.utf8.contains(0x09) ? 0x09 : UInt8(ascii: ",")
    guard let end = text.utf8.firstIndex(of: separator) else {
      throw StatementReader.Malformed("is neither JSON nor two columns, cluster and name")
    }
    let cluster = unquoted(trimmed(text[..<end]))
    let name = unquoted(trimmed(text[text.utf8.index(after: end)...]))
    guard let number = Int(cluster) else {
      if isFirst, cluster.lowercased() == "cluster" { return nil }
      throw StatementReader.Malformed("'\(cluster.prefix(80))' is not a cluster number")
    }
    guard !name.isEmpty else { return nil }
    do throws(UnfitName) {
      return .nameCluster(try NameRule.checked(name), .number(number))
    } catch {
      throw StatementReader.Malformed(error.reason)
    }
  }

  private func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return text
  }

  /// Removes the quotes from a field of CSV.
  private func unquoted(_ text: Substring) -> String {
    guard text.utf8.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
    var result = ""
    var isQuote = false
    for character in text.dropFirst().dropLast() {
      if character == "\"", !isQuote {
        isQuote = true
        continue
      }
      isQuote = false
      result.append(character)
    }
    return result
  }
}
