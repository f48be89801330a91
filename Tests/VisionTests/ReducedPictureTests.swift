import Testing

import Vision

/// Gray pictures reduced by our own code: to levels, and to the sizes that are searched.
@Suite struct ReducedPictureTests {
  private let picture = TestPicture(width: 157, height: 93) { x, y in
    UInt8((x * 37 + y * 101 + x * y * 7) % 256)
  }

  /// The mean of a square of pixels, beyond the edges those of the edge, rounded to the nearest.
  private func mean(_ factor: Int, _ column: Int, _ row: Int) -> UInt8 {
    var sum = 0
    for y in row * factor..<(row + 1) * factor {
      for x in column * factor..<(column + 1) * factor {
        let pixel = min(y, picture.height - 1) * picture.width + min(x, picture.width - 1)
        sum += Int(picture.pixels[pixel])
      }
    }
    return UInt8((sum + factor * factor / 2) / (factor * factor))
  }

  @Test(arguments: [2, 4, 8, 16, 32, 64]) func squaresBecomeTheirMeans(factor: Int) throws {
    try withFile(picture.pgm(), named: "picture.pgm") { path in
      let level = try Photo(path: path).level(reduction: factor)
      #expect(level.width == (157 + factor - 1) / factor)
      #expect(level.height == (93 + factor - 1) / factor)
      for y in 0..<level.height {
        for x in 0..<level.width {
          #expect(level.bytes[y * level.width + x] == mean(factor, x, y), "\(x), \(y)")
        }
      }
    }
  }

  /// Large photos are decoded at a quarter of their size; finer levels are there as well.
  @Test func widePhotosAreDecodedSmaller() throws {
    let wide = TestPicture(width: 8000, height: 96) { x, y in UInt8(20 + x / 40 + y / 8) }
    try withFile(wide.jpeg(), named: "wide.jpg") { path in
      let photo = try Photo(path: path)
      for reduction in [8, 4, 2, 1] {
        let level = try photo.level(reduction: reduction)
        #expect((level.width, level.height) == (8000 / reduction, 96 / reduction))
        for x in stride(from: 0, to: level.width, by: 97) {
          let y = level.height / 3
          let expected = 20 + x * reduction / 40 + y * reduction / 8
          #expect(abs(Int(level.bytes[y * level.width + x]) - expected) <= 2)
        }
      }
    }
  }
}
