import CRecords

extension Record {
  /// Whether the field is there and holds something. Tools that give all records the same fields
  /// fill in null, or an empty string: then it is as if it were missing.
  public func holds(_ name: String) -> Bool {
    guard let raw = raw(name), !isNull(name) else { return false }
    return !raw.elementsEqual("\"\"".utf8)
  }

  /// Whether the field is there, and null.
  public func isNull(_ name: String) -> Bool {
    field(name).kind == RECORDS_NULL.rawValue
  }

  /// Whether the field is there, and true.
  public func isTrue(_ name: String) -> Bool {
    raw(name)?.elementsEqual("true".utf8) ?? false
  }

  /// A whole number that is written alone, also as 2.0 or 2e0; nil where the field is missing or
  /// something else.
  public func integer(_ name: String) -> Int? {
    number(name).flatMap { Int(exactly: $0) }
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
