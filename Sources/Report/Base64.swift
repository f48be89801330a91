/// Base64 with padding (RFC 4648, section 4).
///
/// - Complexity: O(n).
package func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { out in
    var written = 0
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
      }
      for digit in 0..<4 {
        let index = Int(group >> (18 - 6 * UInt32(digit)) & 63)
        out[written] = digit <= count ? alphabet[index] : UInt8(ascii: "=")
        written += 1
      }
    }
    return written
  }
}
