extension Page {
  /// Whether clusters can be named, merged and changed on the page: only if its groups are
  /// clusters.
  var hasDesk: Bool { grouping.field == nil && faces.contains { $0.cluster != nil } }

  /// A key that is the same for pages with the same faces in the same clusters; the browser stores
  /// statements made on the page under it. FNV-1a (Fowler, Noll and Vo 1991), 64 bits.
  var key: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    func add(_ number: Int) {
      for shift in 0..<8 { add(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
    }
    for face in faces {
      for byte in face.path.utf8 { add(byte) }
      add(0)
      add(face.face)
      add(face.cluster ?? -1)
    }
    return String(hash, radix: 16)
  }
}
