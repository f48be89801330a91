import Foundation
import Testing

import Vision

/// Small files whose headers promise 30,000 × 30,000 px (the limit is 2^28): rejected because of
/// the header alone.
@Suite struct SizeLimitTests {
  private func expectTooLarge(_ bytes: [UInt8], _ name: String) throws {
    try withFile(bytes, named: name) { path in
      let start = ContinuousClock.now
      let error = #expect(throws: VisionError.self) { _ = try Photo(path: path) }
      #expect(error?.kind == .tooLarge)
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  @Test func hugeJPEG() throws {
    var bytes = try TestPicture(width: 16, height: 16) { _, _ in 128 }.jpeg()
    // Start of frame: marker, length (2), precision (1), height (2), width (2).
    let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    bytes.replaceSubrange(frame + 5..<frame + 9, with: [0x75, 0x30, 0x75, 0x30])
    try expectTooLarge(bytes, "huge.jpg")
  }

  @Test func hugePNG() throws {
    let header: [UInt8] = [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 0, 0, 0, 0]
    let bytes =
      [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + header + [
        0, 0, 0, 0,
      ]
    try expectTooLarge(bytes, "huge.png")
  }

  @Test func hugeBMP() throws {
    var bytes = [UInt8](repeating: 0, count: 100)
    bytes.replaceSubrange(0..<2, with: Array("BM".utf8))
    bytes[14] = 40
    bytes.replaceSubrange(18..<26, with: [0x30, 0x75, 0, 0, 0x30, 0x75, 0, 0])
    try expectTooLarge(bytes, "huge.bmp")
  }

  @Test func hugeTIFF() throws {
    // Little-endian, directory at 8 with two entries: width and height, type LONG.
    let entries: [UInt8] = [
      0, 1, 4, 0, 1, 0, 0, 0, 0x30, 0x75, 0, 0, 1, 1, 4, 0, 1, 0, 0, 0, 0x30, 0x75, 0, 0,
    ]
    try expectTooLarge(
      Array("II".utf8) + [42, 0, 8, 0, 0, 0, 2, 0] + entries + [0, 0, 0, 0], "huge.tiff")
  }

  @Test func hugePGM() throws {
    try expectTooLarge(Array("P5 # c\n30000 30000 255\n".utf8), "huge.pgm")
  }

  @Test func endlessDevice() {
    let error = #expect(throws: VisionError.self) {
      _ = try Photo(path: "/dev/zero", allowsStreams: true)
    }
    #expect(error?.kind == .tooLarge)
  }

  @Test func onePixel() throws {
    try withFile(TestPicture(width: 1, height: 1) { _, _ in 90 }.jpeg(), named: "one.jpg") { path in
      let photo = try Photo(path: path)
      #expect((photo.width, photo.height) == (1, 1))
      let count = try photo.level(reduction: 8).bytes.count
      #expect(count == 1)
      for kind in [DetectorKind.hog, .haar] {
        let detector = try FaceDetector(kind, modelPath: haarCascade)
        for search in Search.allCases {
          let faces = try detector.faces(in: photo, search: search)
          #expect(faces.isEmpty)
        }
      }
    }
  }
}
