extension Record {
  /// Whether the field is there and holds something. Tools that give all records the same fields
  /// fill in null, or an empty string: then it is as if it were missing.
  public func holds(_ name: String) -> Bool {
    guard let raw = raw(name) else { return false }
    return !raw.elementsEqual("null".utf8) && !raw.elementsEqual("\"\"".utf8)
  }

  /// The names of all fields of the record, as spelled in the line between their quotes, for
  /// messages; thirty at most.
  ///
  /// - Complexity: O(bytes).
  public func allNames() -> [String] {
    var names: [String] = []
    var (depth, start) = (0, -1)
    var (isInString, isEscaped, isName) = (false, false, false)
    for (place, byte) in line.enumerated() where names.count < 30 {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if isName { names.append(String(decoding: line[start..<place], as: UTF8.self)) }
          isName = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): (isInString, start) = (true, place + 1)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isName = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): isName = depth == 1
      case UInt8(ascii: ":"): isName = false
      default: break
      }
    }
    return names
  }
}
