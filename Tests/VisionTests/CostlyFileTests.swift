import Foundation
import Testing

import Vision

/// Small files that would cost a decoder much: rejected before that is spent.
@Suite struct CostlyFileTests {
  private func kind(_ bytes: [UInt8]) throws -> VisionError.Kind? {
    try withFile(bytes, named: "costly") { path in
      do {
        _ = try Photo(path: path).level(reduction: 1)
        return nil
      } catch let error as VisionError {
        return error.kind
      }
    }
  }

  /// Between the start of the picture and its first segment.
  private func jpeg(_ segment: [UInt8]) throws -> [UInt8] {
    let whole = try TestPicture(width: 40, height: 30) { x, y in UInt8(x + y) }.jpeg()
    return Array(whole[..<2]) + segment + whole[2...]
  }

  @Test(arguments: [(20, nil), (1500, .tooLarge)] as [(Int, VisionError.Kind?)])
  func scans(count: Int, expected: VisionError.Kind?) throws {
    let whole = try storedPicture("progressiveJPEG")
    let last = try #require(whole.indices.last { whole[$0...].starts(with: [0xFF, 0xC4]) })
    let scan = Array(whole[last..<whole.count - 2])
    let scans = (0..<count).flatMap { _ in scan }
    let seen = try kind(Array(whole.dropLast(2)) + scans + [0xFF, 0xD9])
    #expect(seen == expected)
  }

  /// 65,500 x 4,000 px according to the header, but the codes of only a few.
  @Test(arguments: ["grayJPEG", "progressiveJPEG"])
  func pixelsThatAreNotThere(name: String) throws {
    var bytes = try storedPicture(name)
    let frames: [[UInt8]] = [[0xFF, 0xC0], [0xFF, 0xC2]]
    let start = try #require(bytes.indices.first { frames.contains(Array(bytes[$0...].prefix(2))) })
    let frame = start + 1
    bytes.replaceSubrange(frame + 4..<frame + 8, with: [0x0F, 0xA0, 0xFF, 0xDC])
    let seen = try kind(bytes)
    #expect(seen == .truncated)
  }

  /// A directory of 4,000 entries, each of which points back to it.
  @Test func exifInCircles() throws {
    let entry: [UInt8] = [0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8]
    let directory: [UInt8] = [0x0F, 0xA0] + (0..<4000).flatMap { _ in entry } + [0, 0, 0, 8]
    let block = Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8] + directory
    let length = block.count + 2
    let bytes = try jpeg([0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + block)
    let start = ContinuousClock.now
    for _ in 0..<20 {
      let seen = try kind(bytes)
      #expect(seen == nil)
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test(arguments: [0x7FFF_FFF0, 0xFFFF_FFFF] as [UInt32])
  func pngChunkOfGigabytes(length: UInt32) throws {
    let whole = try storedPicture("palettePNG")
    let size = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
    let seen = try kind(Array(whole[..<33]) + size + Array("tEXtabc".utf8) + whole[33...])
    #expect(seen == .truncated)
  }

  /// Ends at once, or has too little data for its 16,000 x 16,000 px.
  @Test(arguments: [[0, 1], [9, 1, 0, 0]] as [[UInt8]])
  func runLengthsOfNothing(data: [UInt8]) throws {
    var head: [UInt8] = Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0]
    head += [0x80, 0x3E, 0, 0, 0x80, 0x3E, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0]
    head += [UInt8](repeating: 0, count: 54 - head.count)
    // The palette is left out, so the pixels begin where it would be.
    head[10...13] = [54, 4, 0, 0]
    head += [UInt8](repeating: 0, count: 1024)
    let seen = try kind(head + data)
    #expect(seen == (data == [0, 1] ? nil : .truncated))
  }

  @Test func sideOfMillions() throws {
    let seen = try kind(Array("P4 200000000 1\n".utf8))
    #expect(seen == .tooLarge)
  }

  @Test(arguments: ["P2 9", "P2 2 2 255\n9", "P2 2 2 255 #"])
  func endlessText(start: String) throws {
    let digits = [UInt8](repeating: UInt8(ascii: "9"), count: 10_000_000)
    let seen = try kind(Array(start.utf8) + digits)
    #expect(seen == (start.utf8.count < 5 ? .notAPhoto : .truncated))
  }
}
