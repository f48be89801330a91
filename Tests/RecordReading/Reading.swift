// Shared by the tests of modules that read records.
import Filter
import Glibc
import Records

/// Runs a closure on one record.
package func reading<Value>(
  _ line: String, _ fields: [String], _ body: (Record) throws -> Value
) throws -> Value {
  try reading([line], fields) { record, _ in try body(record) }[0]
}

/// The same for several records, read by one scanner.
package func reading<Value>(
  _ lines: [String], _ fields: [String], _ body: (Record, Int) throws -> Value
) throws -> [Value] {
  let record = Record(fields: fields)
  return try lines.enumerated().map { index, line in
    let bytes = Array(line.utf8) + [UInt8](repeating: 0, count: Record.padding)
    return try bytes.withUnsafeBytes { bytes in
      try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.utf8.count]))
      return try body(record, index)
    }
  }
}

/// The kind of the failure; "none" if there is none.
package func kind(_ body: () throws -> some Any) throws -> String {
  do {
    _ = try body()
    return "none"
  } catch let failure as InputFailure {
    return failure.kind
  }
}

/// A file that exists as long as the body runs.
package func withFile<Value>(_ text: String, _ body: (String) throws -> Value) throws -> Value {
  var name = Array("/tmp/records.XXXXXX".utf8CString)
  let descriptor = mkstemp(&name)
  let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer {
    close(descriptor)
    unlink(path)
  }
  precondition(write(descriptor, text, text.utf8.count) == text.utf8.count, "no temporary file")
  return try body(path)
}

package func text(_ write: (inout JSONText) -> Void) -> String {
  var text = JSONText()
  write(&text)
  return String(decoding: text.bytes, as: UTF8.self)
}
