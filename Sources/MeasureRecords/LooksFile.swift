import Filter
import Records
import Words

/// Reads a list of looks: handwritten lines, or JSON, `{"soft":["big forehead", …], …}`.
///
/// - Throws: `Fatal`, with the line where that is known, if there is an error in the list, there is
///   no look, or the file is not UTF-8.
public func looks(path: String) throws -> [Look] {
  let bytes = try readFile(path)
  guard bytes.count <= 64 << 20 else {
    throw Fatal("is larger than 64 MiB: not a list of looks", at: path)
  }
  var list = LookListBuilder()
  do throws(LookError) {
    if bytes.first(where: { !isSpace($0) }) == UInt8(ascii: "{") {
      for (name, texts) in try lookLists(bytes) { try list.add(name, texts) }
    } else {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw LookError(line: nil, reason: "is not UTF-8")
      }
      try list.add(lines: text)
    }
  } catch {
    throw Fatal(error.reason, at: error.line.map { "\(path):\($0)" } ?? path)
  }
  guard !list.looks.isEmpty else {
    throw Fatal("has no looks: write one per line, name: word, word, …", at: path)
  }
  return list.looks
}

private func lookLists(
  _ bytes: [UInt8]
) throws(LookError) -> [(name: String, texts: [String])] {
  let line = Array("{\"looks\":".utf8) + bytes + Array("}".utf8)
  let padded = line + [UInt8](repeating: 0, count: Record.padding)
  let record = Record(fields: ["looks"])
  // A closure passed to the standard library cannot throw a typed error.
  let lists: Result<[(name: String, texts: [String])], LookError> = padded.withUnsafeBytes {
    padded in
    do throws(MalformedRecord) {
      try record.scan(UnsafeRawBufferPointer(rebasing: padded[..<line.count]))
    } catch {
      return .failure(
        LookError(line: nil, reason: "\(error.reason): not a JSON object of looks"))
    }
    guard let lists = record.stringLists("looks") else {
      return .failure(
        LookError(
          line: nil, reason: "is not a JSON object of looks: {\"soft\":[\"big forehead\"],...}"))
    }
    return .success(lists)
  }
  return try lists.get()
}
