import NumberText

/// JSON that is being written: a growing run of UTF-8 bytes.
public struct JSONText: Sendable {
  public internal(set) var bytes: [UInt8] = []

  public init() {}

  public var count: Int { bytes.count }

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Removes everything after the first `count` bytes.
  package mutating func cut(to count: Int) {
    bytes.removeLast(bytes.count - count)
  }

  // MARK: Bytes

  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends literal JSON, such as punctuation.
  public mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends text that is already JSON, or the text of a whole document.
  public mutating func append(_ text: String) {
    // Native Swift strings are contiguous; appending byte by byte is ten times slower.
    if text.utf8.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil {
      bytes.append(contentsOf: text.utf8)
    }
  }

  public mutating func append(_ other: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: other)
  }

  mutating func append(_ other: UnsafeRawBufferPointer, _ range: Range<Int>) {
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: other[range]))
  }

  package mutating func append(_ other: JSONText, _ range: Range<Int>) {
    other.bytes.withUnsafeBytes { append($0, range) }
  }

  var endsWithOpenBrace: Bool {
    bytes.last { !isSpace($0) } == UInt8(ascii: "{")
  }

  mutating func dropTrailingComma() {
    guard let last = bytes.lastIndex(where: { !isSpace($0) }), bytes[last] == UInt8(ascii: ",")
    else { return }
    bytes.removeSubrange(last...)
  }

  // MARK: Values

  /// A member's name and the colon. The name must not need escaping, as this project's names do
  /// not.
  public mutating func name(_ name: String) {
    append(UInt8(ascii: "\""))
    append(name)
    append("\":")
  }

  public mutating func integer(_ value: Int) {
    appendInteger(value, to: &bytes)
  }

  /// A number rounded to some decimals, without trailing zeros, for pixels and ratios. Halves are
  /// rounded away from zero.
  ///
  /// - Precondition: the value is finite.
  public mutating func fixed(_ value: Double, decimals: Int) {
    precondition(value.isFinite, "JSON has no infinity")
    appendDecimals(of: value, places: decimals, trimmed: true, to: &bytes)
  }

  /// The shortest text that reads back as the same double.
  ///
  /// - Precondition: the value is finite.
  public mutating func shortest(_ value: Double) {
    precondition(value.isFinite, "JSON has no infinity")
    bytes.append(contentsOf: value.description.utf8)
  }

  /// The shortest text that reads back as the same 32-bit float: about seven digits, for results
  /// that are not more precise.
  ///
  /// - Precondition: the value is finite.
  public mutating func sevenDigits(_ value: Double) {
    let rounded = Float(value)
    guard rounded.isFinite, rounded != 0 || value == 0 else {
      shortest(value)
      return
    }
    bytes.append(contentsOf: rounded.description.utf8)
  }

  public mutating func null() {
    append("null")
  }

  /// What the closure writes for a value, or null where there is none.
  @inlinable
  public mutating func optional<Value>(
    _ value: Value?, _ write: (inout JSONText, Value) -> Void
  ) {
    if let value { write(&self, value) } else { null() }
  }

  /// A string with its quotes and the escapes that JSON requires.
  @inlinable
  public mutating func string(_ value: some StringProtocol) {
    append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0a: append("\\n")
      case 0x0d: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20:
        append("\\u00")
        append(hexadecimalDigits[Int(byte >> 4)])
        append(hexadecimalDigits[Int(byte & 15)])
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// An array; the closure writes one element.
  @inlinable
  public mutating func list<Elements: Sequence>(
    _ elements: Elements, _ write: (inout JSONText, Elements.Element) -> Void
  ) {
    append(UInt8(ascii: "["))
    commaSeparated(elements, write)
    append(UInt8(ascii: "]"))
  }

  /// Points [x, y], rounded to hundredths of a px.
  public mutating func points(_ points: some Sequence<SIMD2<Double>>) {
    list(points) { text, point in
      text.list([point.x, point.y]) { $0.fixed($1, decimals: 2) }
    }
  }

  /// An object; the closure writes one member's value. The names must not need escaping.
  @inlinable
  public mutating func object<Members: Sequence>(
    _ members: Members, name: (Members.Element) -> String,
    _ write: (inout JSONText, Members.Element) -> Void
  ) {
    object(members) { text, member in
      text.name(name(member))
      write(&text, member)
    }
  }

  /// An object with one number, or something similar, per name; names may contain anything.
  @inlinable
  public mutating func object<Values: Sequence>(
    _ names: [String], _ values: Values, _ write: (inout JSONText, Values.Element) -> Void
  ) {
    object(zip(names, values)) { text, member in
      text.string(member.0)
      text.append(UInt8(ascii: ":"))
      write(&text, member.1)
    }
  }

  /// An object; the closure writes one member, including its name.
  @inlinable
  public mutating func object<Members: Sequence>(
    _ members: Members, _ write: (inout JSONText, Members.Element) -> Void
  ) {
    append(UInt8(ascii: "{"))
    commaSeparated(members, write)
    append(UInt8(ascii: "}"))
  }

  @inlinable
  mutating func commaSeparated<Elements: Sequence>(
    _ elements: Elements, _ write: (inout JSONText, Elements.Element) -> Void
  ) {
    var isFirst = true
    for element in elements {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      write(&self, element)
    }
  }
}

@usableFromInline
let hexadecimalDigits = Array("0123456789abcdef".utf8)

/// Whether the byte is white space in JSON.
@inlinable
package func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
}
