import Testing

import Vision

/// The remains of a damaged photo are returned on request: the rows that were stored first are
/// those of the undamaged photo.
@Suite struct DamagedTests {
  private struct Seen {
    let level: Photo.Level
    let isDamaged: Bool

    /// The number of equal rows, from the top.
    func rowsLike(_ other: Seen) -> Int {
      let row = level.bytes.count / level.height
      return (0..<level.height).first {
        level.bytes[$0 * row..<($0 + 1) * row] != other.level.bytes[$0 * row..<($0 + 1) * row]
      } ?? level.height
    }
  }

  private func seen(_ bytes: [UInt8], colour: Bool = true) throws -> Seen {
    try withFile(bytes, named: "photo") { path in
      let photo = try Photo(path: path, takesDamaged: true)
      let level = try photo.level(reduction: 1, colour: colour)
      return Seen(level: level, isDamaged: photo.isDamaged)
    }
  }

  private func error(_ bytes: [UInt8], takesDamaged: Bool) throws -> VisionError? {
    try withFile(bytes, named: "photo") { path in
      do throws(VisionError) {
        _ = try Photo(path: path, takesDamaged: takesDamaged).level(reduction: 1)
        return nil
      } catch {
        return error
      }
    }
  }

  private let gradient = TestPicture(width: 160, height: 120) { x, y in
    UInt8((x * 7 + y * 13) % 256)
  }

  @Test(arguments: [
    "rgbJPEG", "cmykJPEG", "progressiveJPEG", "palettePNG", "alphaPNG", "gray16PNG", "bmp", "webp",
    "tiff",
  ]) func aWholePhotoIsTheSameAndNotMarked(name: String) throws {
    let bytes = try storedPicture(name)
    let whole = try seen(bytes)
    let plain = try withFile(bytes, named: name) {
      try Photo(path: $0).level(reduction: 1, colour: true).bytes
    }
    #expect(!whole.isDamaged && whole.level.bytes == plain)
  }

  @Test(arguments: [0.5, 0.9], [false, true])
  func aJPEGCutShortKeepsItsFirstRows(part: Double, colour: Bool) throws {
    let bytes = try gradient.jpeg()
    let cut = Array(bytes.prefix(Int(Double(bytes.count) * part)))
    let (whole, rest) = try (seen(bytes, colour: colour), seen(cut, colour: colour))
    #expect(rest.isDamaged)
    #expect((30..<120).contains(rest.rowsLike(whole)))
    let refused = try error(cut, takesDamaged: false)
    #expect(refused?.kind == .truncated && refused?.hasRest == true)
  }

  /// An invalid code table ends libjpeg's work; the rows before it are kept.
  @Test func whatMakesNoSenseInAJPEGEndsIt() throws {
    var bytes = try gradient.jpeg()
    let place = bytes.count / 2
    bytes.replaceSubrange(place..<place + 8, with: [0xFF, 0xC4, 0, 5, 0x77, 0, 0, 0])
    let (whole, rest) = try (seen(gradient.jpeg()), seen(bytes))
    #expect(rest.isDamaged && (30..<119).contains(rest.rowsLike(whole)))
  }

  @Test func aScanThatIsMissingIsOnlyLessSharp() throws {
    let bytes = try storedPicture("progressiveJPEG")
    let (whole, rest) = try (seen(bytes), seen(bytes.dropLast(12)))
    let off = zip(whole.level.bytes, rest.level.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 255
    #expect(rest.isDamaged && off < 128)
  }

  @Test(arguments: ["palettePNG", "alphaPNG", "gray16PNG", "bmp"])
  func otherFormatsCutShort(name: String) throws {
    let bytes = try storedPicture(name)
    let cut = Array(bytes.prefix(bytes.count * 4 / 5))
    let rest = try seen(cut)
    #expect(rest.isDamaged)
    let refused = try error(cut, takesDamaged: false)
    #expect(refused?.kind == .truncated && refused?.hasRest == true)
  }

  @Test func aByteMissingAtItsEnd() throws {
    // In a TIFF it is a byte of a list; in a PNG or a JPEG it is nothing that pixels need.
    for name in ["rgbJPEG", "palettePNG", "tiff"] {
      let bytes = try storedPicture(name)
      let (whole, rest) = try (seen(bytes), seen(bytes.dropLast()))
      #expect(rest.rowsLike(whole) >= whole.level.height - 1, "\(name)")
    }
  }

  /// Uncompressed, 160 × 120, in strips of 8 rows that follow the directory.
  private func tiff() -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(value >> (8 * $0) & 255) }
    }
    let (rows, strips, lists) = (8, 15, 8 + 2 + 9 * 12 + 4)
    let numbers: [(tag: Int, type: Int, count: Int, value: Int)] = [
      (256, 3, 1, 160), (257, 3, 1, 120), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
      (273, 4, strips, lists), (277, 3, 1, 1), (278, 3, 1, rows),
      (279, 4, strips, lists + 4 * strips),
    ]
    var bytes = Array("II*\0".utf8) + little(8, 4) + little(numbers.count, 2)
    for entry in numbers {
      bytes += little(entry.tag, 2) + little(entry.type, 2) + little(entry.count, 4)
      bytes += little(entry.value, 4)
    }
    bytes += little(0, 4)
    let first = lists + 8 * strips
    for strip in 0..<strips { bytes += little(first + strip * rows * 160, 4) }
    for _ in 0..<strips { bytes += little(rows * 160, 4) }
    return bytes + gradient.pixels
  }

  @Test func oneBadStripOfATIFF() throws {
    var bytes = tiff()
    let whole = try seen(bytes, colour: false)
    #expect(!whole.isDamaged && whole.level.bytes == gradient.pixels)
    // The fifth strip has an invalid offset.
    let offset = 8 + 2 + 9 * 12 + 4 + 4 * 4
    bytes.replaceSubrange(offset..<offset + 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
    let rest = try seen(bytes, colour: false)
    let lost = 4 * 8 * 160..<5 * 8 * 160
    #expect(rest.isDamaged && rest.level.bytes[lost].allSatisfy { $0 == 128 })
    #expect(rest.level.bytes[..<lost.lowerBound] == whole.level.bytes[..<lost.lowerBound])
    #expect(rest.level.bytes[lost.upperBound...] == whole.level.bytes[lost.upperBound...])
    let refused = try error(bytes, takesDamaged: false)
    #expect(refused?.kind == .truncated && refused?.hasRest == true)
  }

  @Test func aTIFFCutShortKeepsItsFirstRows() throws {
    let rest = try seen(tiff().dropLast(160 * 30 + 5), colour: false)
    #expect(try rest.isDamaged && rest.rowsLike(seen(tiff(), colour: false)) == 89)
  }

  @Test func missingRowsAreGray() throws {
    let rest = try seen(gradient.pgm().dropLast(160 * 40 + 7), colour: false)
    let rows = try rest.rowsLike(seen(gradient.pgm(), colour: false))
    #expect(rest.isDamaged && rows == 79)
    #expect(rest.level.bytes[(81 * 160)...].allSatisfy { $0 == 128 })
  }

  @Test func aWrongSumAlone() throws {
    var bytes = try storedPicture("gray16PNG")
    let name = try #require(bytes.indices.first { bytes[$0...].starts(with: "IDAT".utf8) })
    let count = bytes[(name - 4)..<name].reduce(0) { $0 << 8 | Int($1) }
    bytes[name + 4 + count] ^= 1
    let (whole, rest) = try (seen(storedPicture("gray16PNG")), seen(bytes))
    #expect(rest.isDamaged && rest.level.bytes == whole.level.bytes)
  }

  @Test func nothingLeftIsRefused() throws {
    for name in ["rgbJPEG", "palettePNG", "bmp", "webp", "tiff"] {
      let error = try error(Array(storedPicture(name).prefix(40)), takesDamaged: true)
      #expect(error?.kind == .truncated && error?.hasRest == false, "\(name)")
    }
  }
}
