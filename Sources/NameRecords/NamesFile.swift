import Filter
import Naming
import Records

/// A file of statements: NDJSON, one per line, or two columns, cluster and name.
public struct NamesFile {
  public private(set) var statements: [Statement] = []
  /// Each statement as a line of JSON.
  public private(set) var lines: [[UInt8]] = []

  /// Reads a file. A line that is not a statement is reported and left out.
  ///
  /// - Throws: `Fatal` where the file cannot be read, is too large or holds records, or with
  ///   `--strict`.
  public init(path: String, _ run: Run) throws {
    let bytes = try readFile(path, limit: 64 << 20)
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let padded =
      bytes.dropFirst(bytes.starts(with: mark) ? 3 : 0)
      + [UInt8](repeating: 0, count: Record.padding)
    let count = padded.count - Record.padding
    let isJSON = padded.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } == UInt8(ascii: "{")
    try padded.withUnsafeBytes { padded in
      let text = UnsafeRawBufferPointer(rebasing: padded[..<count])
      let reader = StatementReader()
      var columns = ColumnsReader()
      for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false)
        .enumerated()
      {
        let line = UnsafeRawBufferPointer(rebasing: line)
        guard !isBlank(line) else { continue }
        let location = "\(path):\(index + 1)"
        do throws(StatementReader.Malformed) {
          let body = isJSON ? try reader.statement(line) : try columns.statement(line)
          guard let body else { continue }
          statements.append(Statement(body, at: location))
          lines.append(isJSON ? Array(line) : jsonLine(of: body))
        } catch {
          guard !error.isRecord else { throw Fatal(error.reason, at: location) }
          try run.lineFailed(error.reason, at: location)
        }
      }
    }
  }

  private func jsonLine(of body: Statement.Body) -> [UInt8] {
    guard case .nameCluster(let name?, .number(let number)) = body else { return [] }
    var text = JSONText()
    text.append("{\"name\":")
    text.string(name)
    text.append(",\"cluster\":")
    text.integer(number)
    text.append("}")
    return text.bytes
  }
}
