import CSystem
import Glibc
import Records

/// A field that fc-memo adds to each record for its way through the command, and removes again.
package struct Tag {
  /// `"fc-memo-…"`, including the quotes; it is different in each run, so that no field of a user
  /// is mistaken for it.
  let name: [UInt8]

  package init() {
    // Twelve digits in base 36.
    let number = UInt64.random(in: 131_621_703_842_267_136..<4_738_381_338_321_616_896)
    name = Array("\"fc-memo-\(String(number, radix: 36))\"".utf8)
  }

  /// The field's name, for messages.
  var spelled: String { String(decoding: name.dropFirst().dropLast(), as: UTF8.self) }

  // MARK: Adding

  /// Appends a record with the tag before its first field, and a line feed.
  ///
  /// - Precondition: the line is one JSON object.
  package func append(_ line: UnsafeRawBufferPointer, tagged number: Int, to bytes: inout [UInt8]) {
    var offset = (line.firstIndex(of: UInt8(ascii: "{")) ?? 0) + 1
    while offset < line.count, isSpace(line[offset]) { offset += 1 }
    bytes.append(contentsOf: line[..<offset])
    append(number, to: &bytes)
    if line[offset] != UInt8(ascii: "}") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: line[offset...])
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends a record that every one of our stages passes on untouched.
  func appendMark(_ number: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    append(number, to: &bytes)
    bytes += Array(",\"error\":{\"stage\":\"fc-memo\",\"kind\":\"mark\",\"message\":\"\"}}\n".utf8)
  }

  private func append(_ number: Int, to bytes: inout [UInt8]) {
    bytes += name
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: String(number).utf8)
  }

  // MARK: Removing

  /// Appends a line without the tag, wherever in the line it is, and a line feed.
  ///
  /// - Returns: the tag's number; nil, and nothing is appended, where there is no tag, or several
  ///   with different numbers.
  /// - Complexity: O(bytes).
  package func appendUntagged(_ line: UnsafeRawBufferPointer, to text: inout JSONText) -> Int? {
    let start = text.count
    var (copied, searched, number) = (0, 0, Int?.none)
    while let base = line.baseAddress,
      let found = find_bytes(base + searched, line.count - searched, name, name.count)
    {
      let begin = UnsafeRawPointer(found) - base
      guard let member = member(in: line, at: begin), number == nil || number == member.number
      else {
        text.cut(to: start)
        return nil
      }
      number = member.number
      text.append(
        UnsafeRawBufferPointer(rebasing: line[copied..<max(copied, member.range.lowerBound)]))
      (copied, searched) = (member.range.upperBound, member.range.upperBound)
    }
    guard let number else { return nil }
    text.append(UnsafeRawBufferPointer(rebasing: line[copied...]))
    text.append(UInt8(ascii: "\n"))
    return number
  }

  /// The tag at an offset, and the range to remove with it, which includes one comma.
  private func member(in line: UnsafeRawBufferPointer, at begin: Int) -> (
    number: Int, range: Range<Int>
  )? {
    var end = begin + name.count
    func passSpace() { while end < line.count, isSpace(line[end]) { end += 1 } }
    passSpace()
    guard end < line.count, line[end] == UInt8(ascii: ":") else { return nil }
    end += 1
    passSpace()
    var number = 0
    let digits = end
    while end < line.count, case let digit = Int(line[end]) - 48, (0...9).contains(digit),
      end - digits < 18
    {
      number = number * 10 + digit
      end += 1
    }
    guard end > digits else { return nil }
    let valueEnd = end
    passSpace()
    if end < line.count, line[end] == UInt8(ascii: ",") {
      end += 1
      passSpace()
      return (number, begin..<end)
    }
    var before = begin
    while before > 0, isSpace(line[before - 1]) { before -= 1 }
    guard before > 0, line[before - 1] == UInt8(ascii: ",") else {
      return (number, begin..<valueEnd)
    }
    return (number, (before - 1)..<valueEnd)
  }
}
