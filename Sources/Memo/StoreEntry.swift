import CHash
import Glibc

/// The header of each answer in a store: 48 bytes, numbers little-endian.
///
/// | bytes | content |
/// |---|---|
/// | 0-3 | a mark that cannot occur in UTF-8 text |
/// | 4-7 | length of the answer |
/// | 8-23 | the key |
/// | 24-31 | checksum of the answer |
/// | 32-35 | `AnswerFlags` |
/// | 40-47 | checksum of bytes 0-39, seeded with the store's salt and the entry's offset |
package struct StoreEntry {
  package static let size = 48
  static let mark: [UInt8] = [0xff, 0xfe, 0x6d, 0x65]
  /// The maximum size of an answer; a longer one is not stored.
  static let longestAnswer = 256 << 20

  let key: Digest
  let length: Int
  let check: UInt64
  let flags: AnswerFlags

  package init(key: Digest, answer: UnsafeRawBufferPointer, flags: AnswerFlags) {
    self.key = key
    length = answer.count
    check = hash_check(answer.baseAddress, answer.count, key.low)
    self.flags = flags
  }

  /// Nil where the bytes are not an entry that was written at this offset of this store.
  init?(_ bytes: UnsafeRawBufferPointer, at offset: Int, salt: UInt64) {
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    guard bytes.count >= Self.size, bytes.starts(with: Self.mark),
      word(40) == hash_check(bytes.baseAddress, 40, salt &+ UInt64(offset))
    else { return nil }
    length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
    key = Digest(low: word(8), high: word(16))
    check = word(24)
    flags = AnswerFlags(rawValue: UInt32(truncatingIfNeeded: word(32)))
  }

  func holds(_ answer: UnsafeRawBufferPointer) -> Bool {
    answer.count == length && check == hash_check(answer.baseAddress, answer.count, key.low)
  }

  package func append(to bytes: inout [UInt8], at offset: Int, salt: UInt64) {
    let start = bytes.count
    bytes += Self.mark
    withUnsafeBytes(of: UInt32(length).littleEndian) { bytes.append(contentsOf: $0) }
    for word in [key.low, key.high, check, UInt64(flags.rawValue)] {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let check = bytes[start...].withUnsafeBytes {
      hash_check($0.baseAddress, 40, salt &+ UInt64(offset))
    }
    withUnsafeBytes(of: check.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// What is known about an answer without reading its lines.
package struct AnswerFlags: OptionSet {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
  /// At least one of its records has an `error`.
  static let hasError = AnswerFlags(rawValue: 1)
  /// The command made the error itself, and it is not a result such as "no face".
  static let hasFailed = AnswerFlags(rawValue: 2)
}
