import CRecords

extension Record {
  /// Whether the field exists and has a value. Tools that give all records the same fields fill in
  /// null or an empty string, which count as missing.
  public func holds(_ name: String) -> Bool {
    guard let raw = raw(name), !isNull(name) else { return false }
    return !raw.elementsEqual("\"\"".utf8)
  }

  /// Whether the field exists and is null.
  public func isNull(_ name: String) -> Bool {
    field(name).kind == RECORDS_NULL.rawValue
  }

  /// Whether the field exists and is true.
  public func isTrue(_ name: String) -> Bool {
    raw(name)?.elementsEqual("true".utf8) ?? false
  }

  /// The whole number in a field, which may also be written as 2.0 or 2e0; nil where the field is
  /// missing or something else.
  public func integer(_ name: String) -> Int? {
    number(name).flatMap { Int(exactly: $0) }
  }

  /// The names of the record's fields, as written in the line between their quotes, for messages;
  /// at most thirty.
  ///
  /// - Complexity: O(bytes).
  public func allNames() -> [String] {
    var names: [String] = []
    var (depth, start) = (0, -1)
    var (isInString, isEscaped, isName) = (false, false, false)
    for (offset, byte) in line.enumerated() where names.count < 30 {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if isName { names.append(String(decoding: line[start..<offset], as: UTF8.self)) }
          isName = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): (isInString, start) = (true, offset + 1)
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
