extension Page {
  /// Whether names, merges and moves can be said on the page: its groups are clusters.
  var hasDesk: Bool { grouping.field == nil && faces.contains { $0.cluster != nil } }

  /// The same for pages of the same faces in the same clusters: under it a browser keeps what was
  /// said there. FNV-1a (Fowler, Noll and Vo 1991), 64 bits.
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
