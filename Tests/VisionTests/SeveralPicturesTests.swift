import Testing

import Vision

/// If a file contains several pictures, the first complete one is the photo.
@Suite struct SeveralPicturesTests {
  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(value >> (8 * $0) & 255) }
  }

  private func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: contents.count % 2)
    return Array(name.utf8) + little(contents.count, 4) + contents + padding
  }

  /// An animation: each frame is a still WebP, at even coordinates on the canvas.
  private func animation(
    _ still: [UInt8], _ size: (Int, Int), canvas: (Int, Int), at places: [(x: Int, y: Int)]
  ) -> [UInt8] {
    let features =
      [0x02, 0, 0, 0] as [UInt8] + little(canvas.0 - 1, 3) + little(canvas.1 - 1, 3)
    var chunks = chunk("VP8X", features) + chunk("ANIM", [0, 0, 0, 0, 0, 0])
    for place in places {
      let frame =
        little(place.x / 2, 3) + little(place.y / 2, 3) + little(size.0 - 1, 3)
        + little(size.1 - 1, 3) + [40, 0, 0, 0]
      chunks += chunk("ANMF", frame + still[12...])
    }
    return Array("RIFF".utf8) + little(chunks.count + 4, 4) + Array("WEBP".utf8) + chunks
  }

  @Test func theFirstFrameLiesOnWhite() throws {
    let bytes = try storedPicture("webp")
    let still = try withFile(bytes, named: "a.webp") { path in
      try Photo(path: path).level(reduction: 1, colour: true)
    }
    let (width, height) = (still.width + 10, still.height + 7)
    let moving = animation(
      bytes, (still.width, still.height), canvas: (width, height), at: [(4, 6), (0, 0), (0, 0)])
    try withFile(moving, named: "b.webp") { path in
      let photo = try Photo(path: path)
      #expect(photo.pictures == 3)
      let level = try photo.level(reduction: 1, colour: true)
      #expect(level.width == width && level.height == height)
      for y in 0..<height {
        for x in 0..<width {
          let inside = 4..<(4 + still.width) ~= x && 6..<(6 + still.height) ~= y
          for channel in 0..<3 {
            let expected =
              inside ? still.bytes[3 * ((y - 6) * still.width + x - 4) + channel] : 255
            #expect(level.bytes[3 * (y * width + x) + channel] == expected)
          }
        }
      }
    }
  }

  @Test func aFrameBesideItsCanvasIsRefused() throws {
    let bytes = try storedPicture("webp")
    let (width, height) = try withFile(bytes, named: "a.webp") { path in
      let photo = try Photo(path: path)
      return (photo.width, photo.height)
    }
    let moving = animation(bytes, (width, height), canvas: (width, height), at: [(2, 0)])
    try withFile(moving, named: "b.webp") { path in
      let error = #expect(throws: VisionError.self) { _ = try Photo(path: path) }
      #expect(error?.kind == .truncated)
    }
  }

  @Test func aStillHasOne() throws {
    for name in ["rgbJPEG", "alphaPNG", "webp", "tiff"] {
      let count = try withFile(storedPicture(name), named: name) { try Photo(path: $0).pictures }
      #expect(count == 1, "\(name)")
    }
  }
}
