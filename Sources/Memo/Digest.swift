import CHash

/// A 128-bit hash that identifies bytes.
package struct Digest: Hashable {
  let low, high: UInt64

  package init(low: UInt64, high: UInt64) {
    (self.low, self.high) = (low, high)
  }

  init(_ value: hash_value) {
    self.init(low: value.low, high: value.high)
  }

  init(of bytes: UnsafeRawBufferPointer) {
    self.init(hash_bytes(bytes.baseAddress, bytes.count))
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(low)
  }
}

/// Collects the parts that decide whether two things are the same, and hashes them.
///
/// Each part is preceded by its length, so different lists of parts never give the same bytes.
struct DigestOfParts {
  private var bytes: [UInt8] = []

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ part: some Collection<UInt8>) {
    add(part.count)
    bytes.append(contentsOf: part)
  }

  mutating func add(_ text: String) {
    add(Array(text.utf8))
  }

  mutating func add(_ digest: Digest) {
    add(Int(bitPattern: UInt(digest.low)))
    add(Int(bitPattern: UInt(digest.high)))
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  var digest: Digest { bytes.withUnsafeBytes { Digest(of: $0) } }
}
