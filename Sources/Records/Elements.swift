/// A part of a record that is itself JSON: an element of an array, or a member's value. It refers
/// to the record's bytes, so it is valid until the record's next scan.
public struct JSONPart {
  public let bytes: UnsafeRawBufferPointer

  public var isArray: Bool { bytes.first == UInt8(ascii: "[") }
  public var isObject: Bool { bytes.first == UInt8(ascii: "{") }
  public var isNull: Bool { bytes.elementsEqual("null".utf8) }

  /// The unescaped string; nil where it is something else, or contains half a surrogate pair.
  public var string: String? { text(of: bytes) }

  /// A whole number; nil where it is something else.
  public var integer: Int? {
    guard let first = bytes.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first)
    else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  /// The elements of an array; empty where it is something else.
  ///
  /// - Complexity: O(bytes).
  public var elements: [JSONPart] {
    isArray ? Records.elements(of: bytes).map { JSONPart(bytes: $0) } : []
  }
}

extension Record {
  /// A field's value; nil where the field is missing.
  public func json(_ name: String) -> JSONPart? { raw(name).map { JSONPart(bytes: $0) } }
}
