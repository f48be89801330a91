import NumberText

/// Walks over the scalar values of a record, those that are neither arrays nor objects. Each comes
/// with its path: the names and indexes (from 0) that lead to it, joined by dots, as in
/// `features.nose_size` and `box.0`.
///
/// It belongs to one thread, and is reused from record to record.
public final class Leaves {
  /// An array or object, before it is entered.
  public struct Branch {
    /// The names and indexes that lead to it, as written in the line between quotes.
    public let path: UnsafeRawBufferPointer
    /// The number of its elements or members.
    public let count: Int
    /// Whether any of them is an array or object.
    public let isNested: Bool
  }

  private var path: [UInt8] = []

  public init() {}

  /// - Parameters:
  ///   - enters: whether to enter a branch.
  ///   - body: receives each value's path, as written in the line between quotes, and the value;
  ///     both are valid until it returns.
  /// - Precondition: the record's line has been scanned.
  /// - Complexity: O(bytes × depth).
  public func each(
    of record: Record, enters: (Branch) -> Bool,
    _ body: (_ path: UnsafeRawBufferPointer, _ value: JSONPart) throws -> Void
  ) rethrows {
    path.removeAll(keepingCapacity: true)
    let line = record.source
    var offset = 0
    skipSpace(line, &offset)
    try members(line, &offset, enters, body)
  }

  /// Walks from the opening bracket of an array or object to just after the closing one.
  private func members(
    _ line: UnsafeRawBufferPointer, _ offset: inout Int, _ enters: (Branch) -> Bool,
    _ body: (UnsafeRawBufferPointer, JSONPart) throws -> Void
  ) rethrows {
    let isObject = line[offset] == UInt8(ascii: "{")
    let length = path.count
    var number = 0
    offset += 1
    skipSpace(line, &offset)
    while !isClosing(line[offset]) {
      if length > 0 { path.append(UInt8(ascii: ".")) }
      if isObject {
        let end = endOfString(line, from: offset)
        path.append(contentsOf: line[(offset + 1)..<(end - 1)])
        offset = end
        skipSpace(line, &offset, also: UInt8(ascii: ":"))
      } else {
        appendInteger(number, to: &path)
        number += 1
      }
      try value(line, &offset, enters, body)
      path.removeLast(path.count - length)
      skipSpace(line, &offset, also: UInt8(ascii: ","))
    }
    offset += 1
  }

  private func value(
    _ line: UnsafeRawBufferPointer, _ offset: inout Int, _ enters: (Branch) -> Bool,
    _ body: (UnsafeRawBufferPointer, JSONPart) throws -> Void
  ) rethrows {
    let first = line[offset]
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      let start = offset
      skipScalar(line, &offset)
      let part = JSONPart(bytes: UnsafeRawBufferPointer(rebasing: line[start..<offset]))
      return try path.withUnsafeBytes { try body($0, part) }
    }
    let extent = extent(of: line, from: offset)
    let isEntered = path.withUnsafeBytes {
      enters(Branch(path: $0, count: extent.count, isNested: extent.isNested))
    }
    if isEntered {
      try members(line, &offset, enters, body)
    } else {
      offset = extent.end
    }
  }
}

private func isClosing(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
}

private func skipSpace(
  _ line: UnsafeRawBufferPointer, _ offset: inout Int, also other: UInt8 = 0x20
) {
  while isSpace(line[offset]) || line[offset] == other { offset += 1 }
}

/// Skips a string, number or word.
private func skipScalar(_ line: UnsafeRawBufferPointer, _ offset: inout Int) {
  if line[offset] == UInt8(ascii: "\"") {
    offset = endOfString(line, from: offset)
    return
  }
  while line[offset] != UInt8(ascii: ","), !isClosing(line[offset]), !isSpace(line[offset]) {
    offset += 1
  }
}

/// The end of an array or object, the number of its elements, and whether any of them is an array
/// or object.
private func extent(
  of line: UnsafeRawBufferPointer, from start: Int
) -> (end: Int, count: Int, isNested: Bool) {
  var (offset, depth, commas) = (start + 1, 1, 0)
  var (isNested, isEmpty) = (false, true)
  while depth > 0 {
    let byte = line[offset]
    switch byte {
    case UInt8(ascii: "\""):
      offset = endOfString(line, from: offset) - 1
      isEmpty = false
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      (isNested, isEmpty) = (true, false)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: ","): commas += depth == 1 ? 1 : 0
    default: isEmpty = isEmpty && isSpace(byte)
    }
    offset += 1
  }
  return (offset, isEmpty ? 0 : commas + 1, isNested)
}
