import CHash
import Filter
import Glibc

/// The head of a store: a title, a number that salts its checksums, and a checksum of both.
extension StoreFile {
  package static let headSize = 32
  /// The first line, which gives the version of the format.
  static let title = Array("fc-memo store 1\n".utf8)
  private static let family = Array("fc-memo store ".utf8)

  /// Nil where the file is empty or its head incomplete, so that it must be started.
  static func salt(of descriptor: Int32, size: Int, location: String) throws -> UInt64? {
    var head = [UInt8](repeating: 0, count: headSize)
    let count = max(0, pread(descriptor, &head, headSize, 0))
    let titleRead = head[..<min(count, title.count)]
    // The first write of an earlier run may have been interrupted.
    if count < headSize, count == size, title.starts(with: titleRead) { return nil }
    guard titleRead.elementsEqual(title) else {
      guard titleRead.starts(with: family) else {
        throw Fatal(
          "is not a store of fc-memo, and was left unchanged: name another file", at: location)
      }
      let version = String(
        decoding: titleRead.dropFirst(family.count).prefix { $0 > 0x20 && $0 < 0x7f }, as: UTF8.self
      )
      throw Fatal(
        "is a store of version \(version), and this fc-memo reads version 1: name another "
          + "file, or remove it",
        at: location)
    }
    return head.withUnsafeBytes { bytes in
      let isWhole =
        hash_check(bytes.baseAddress, 24, 0)
        == UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      // Without an intact head, nothing that follows can be checked.
      return isWhole
        ? UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)) : nil
    }
  }

  static func head(salt: UInt64) -> [UInt8] {
    var head = title
    withUnsafeBytes(of: salt.littleEndian) { head.append(contentsOf: $0) }
    let check = head.withUnsafeBytes { hash_check($0.baseAddress, 24, 0) }
    withUnsafeBytes(of: check.littleEndian) { head.append(contentsOf: $0) }
    return head
  }
}
