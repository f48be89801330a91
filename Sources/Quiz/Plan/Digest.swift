/// FNV-1a with 64 bits (Fowler, Noll and Vo 1991): short enough to be in the page's script too. It
/// detects accidental and casual changes, but not those of someone who reads this.
///
/// - Complexity: O(bytes).
public struct Digest: Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public init(_ text: String) { add(text) }

  public mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Sixteen hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
