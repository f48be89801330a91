import CHash
import Glibc

/// What stands in front of each answer in a store: 48 bytes, numbers little-endian.
///
/// | bytes | hold |
/// |---|---|
/// | 0-3 | a mark that no UTF-8 text holds |
/// | 4-7 | length of the answer |
/// | 8-23 | the key |
/// | 24-31 | check of the answer |
/// | 32-35 | `AnswerFlags` |
/// | 40-47 | check of bytes 0-39, seeded with the store's salt and the place of the entry |
package struct StoreEntry {
  package static let size = 48
  static let mark: [UInt8] = [0xff, 0xfe, 0x6d, 0x65]
  /// An answer beyond this is not kept.
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

  /// Nil where the bytes are no entry that was written at this place of this store.
  init?(_ bytes: UnsafeRawBufferPointer, at offset: Int, salt: UInt64) {
    func word(_ place: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
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

/// What to know of an answer before its lines are read.
package struct AnswerFlags: OptionSet {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
  /// One of its records has an `error`.
  static let hasError = AnswerFlags(rawValue: 1)
  /// The error was made by this command, and is no answer such as "no face".
  static let hasFailed = AnswerFlags(rawValue: 2)
}
