extension Record {
  /// The unescaped strings of an array; nil where the field is missing, is not an array, or
  /// contains anything else, or half a surrogate pair.
  ///
  /// - Complexity: O(bytes).
  public func strings(_ name: String) -> [String]? {
    guard let raw = raw(name), raw.first == UInt8(ascii: "[") else { return nil }
    var texts: [String] = []
    for element in elements(of: raw) {
      guard let text = text(of: element) else { return nil }
      texts.append(text)
    }
    return texts
  }

  /// A field that is an object of arrays of strings, in the order of the line; nil where it is
  /// something else.
  ///
  /// - Complexity: O(bytes).
  public func stringLists(_ name: String) -> [(name: String, texts: [String])]? {
    guard let raw = raw(name), raw.first == UInt8(ascii: "{") else { return nil }
    var lists: [(name: String, texts: [String])] = []
    for member in elements(of: raw) {
      let colon = endOfString(member, from: 0)
      guard let name = text(of: part(member, 0..<colon)) else { return nil }
      let value = trimmed(part(member, colon..<member.count), leading: UInt8(ascii: ":"))
      guard value.first == UInt8(ascii: "[") else { return nil }
      let texts = elements(of: value).map { text(of: $0) }
      guard !texts.contains(nil) else { return nil }
      lists.append((name, texts.compactMap { $0 }))
    }
    return lists
  }

}

/// The text of a string, given with its quotes.
func text(of string: UnsafeRawBufferPointer) -> String? {
  guard string.count >= 2, string[0] == UInt8(ascii: "\"") else { return nil }
  let inner = part(string, 1..<string.count - 1)
  guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
  // Escapes are rare: leave them to the scanner.
  let line = Array("{\"t\":".utf8) + string + Array("}".utf8)
  let padded = line + [UInt8](repeating: 0, count: Record.padding)
  let record = Record(fields: ["t"])
  return padded.withUnsafeBytes { bytes in
    guard (try? record.scan(part(bytes, 0..<line.count))) != nil else { return nil }
    return record.string("t")
  }
}

/// The elements of a valid array or object: what is between its brackets, split at its own commas,
/// without surrounding white space.
func elements(of value: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
  var found: [UnsafeRawBufferPointer] = []
  var (depth, start, offset) = (0, 1, 0)
  while offset < value.count {
    switch value[offset] {
    case UInt8(ascii: "\""):
      offset = endOfString(value, from: offset)
      continue
    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth -= 1
      if depth == 0 {
        let last = trimmed(part(value, start..<offset))
        if !last.isEmpty { found.append(last) }
      }
    case UInt8(ascii: ",") where depth == 1:
      found.append(trimmed(part(value, start..<offset)))
      start = offset + 1
    default: break
    }
    offset += 1
  }
  return found
}

/// The offset just after the closing quote of the string that begins at `start`.
func endOfString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
  var offset = start + 1
  while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
    offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
  }
  return min(offset + 1, bytes.count)
}

private func part(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UnsafeRawBufferPointer {
  UnsafeRawBufferPointer(rebasing: bytes[range])
}

private func trimmed(
  _ bytes: UnsafeRawBufferPointer, leading: UInt8 = 0x20
) -> UnsafeRawBufferPointer {
  let body = bytes.drop { isSpace($0) || $0 == leading }
  let end = body.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? body.startIndex
  return UnsafeRawBufferPointer(rebasing: bytes[body.startIndex..<end])
}
