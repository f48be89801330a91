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
    var place = 0
    skipSpace(line, &place)
    try members(line, &place, enters, body)
  }

  /// Walks from the opening bracket of an array or object to just after the closing one.
  private func members(
    _ line: UnsafeRawBufferPointer, _ place: inout Int, _ enters: (Branch) -> Bool,
    _ body: (UnsafeRawBufferPointer, JSONPart) throws -> Void
  ) rethrows {
    let isObject = line[place] == UInt8(ascii: "{")
    let length = path.count
    var number = 0
    place += 1
    skipSpace(line, &place)
    while !isClosing(line[place]) {
      if length > 0 { path.append(UInt8(ascii: ".")) }
      if isObject {
        let end = endOfString(line, from: place)
        path.append(contentsOf: line[(place + 1)..<(end - 1)])
        place = end
        skipSpace(line, &place, also: UInt8(ascii: ":"))
      } else {
        appendInteger(number, to: &path)
        number += 1
      }
      try value(line, &place, enters, body)
      path.removeLast(path.count - length)
      skipSpace(line, &place, also: UInt8(ascii: ","))
    }
    place += 1
  }

  private func value(
    _ line: UnsafeRawBufferPointer, _ place: inout Int, _ enters: (Branch) -> Bool,
    _ body: (UnsafeRawBufferPointer, JSONPart) throws -> Void
  ) rethrows {
    let first = line[place]
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      let start = place
      skipScalar(line, &place)
      let part = JSONPart(bytes: UnsafeRawBufferPointer(rebasing: line[start..<place]))
      return try path.withUnsafeBytes { try body($0, part) }
    }
    let extent = extent(of: line, from: place)
    let isEntered = path.withUnsafeBytes {
      enters(Branch(path: $0, count: extent.count, isNested: extent.isNested))
    }
    if isEntered {
      try members(line, &place, enters, body)
    } else {
      place = extent.end
    }
  }
}

private func isClosing(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
}

private func skipSpace(
  _ line: UnsafeRawBufferPointer, _ place: inout Int, also other: UInt8 = 0x20
) {
  while isSpace(line[place]) || line[place] == other { place += 1 }
}

/// Skips a string, number or word.
private func skipScalar(_ line: UnsafeRawBufferPointer, _ place: inout Int) {
  if line[place] == UInt8(ascii: "\"") {
    place = endOfString(line, from: place)
    return
  }
  while line[place] != UInt8(ascii: ","), !isClosing(line[place]), !isSpace(line[place]) {
    place += 1
  }
}

/// The end of an array or object, the number of its elements, and whether any of them is an array
/// or object.
private func extent(
  of line: UnsafeRawBufferPointer, from start: Int
) -> (end: Int, count: Int, isNested: Bool) {
  var (place, depth, commas) = (start + 1, 1, 0)
  var (isNested, isEmpty) = (false, true)
  while depth > 0 {
    let byte = line[place]
    switch byte {
    case UInt8(ascii: "\""):
      place = endOfString(line, from: place) - 1
      isEmpty = false
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      (isNested, isEmpty) = (true, false)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: ","): commas += depth == 1 ? 1 : 0
    default: isEmpty = isEmpty && isSpace(byte)
    }
    place += 1
  }
  return (place, isEmpty ? 0 : commas + 1, isNested)
}
