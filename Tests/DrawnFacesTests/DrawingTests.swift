import Testing

import DrawnFaces

@Suite struct DrawingTests {
  /// Levels may differ from the prototype's by rounding only; a missing or moved part changes a
  /// block by more.
  @Test(arguments: Expected.pictures)
  func looksLikeThePrototype(seed: UInt64, style: Int, blocks: [Double], means: [Double]) throws {
    let face = FaceParameters.random(seed: seed)
    #expect(face.hairStyle == HairStyle.allCases[style])
    let picture = try face.draw(size: 160)
    var blockSums = [Int](repeating: 0, count: 64)
    var channelSums = [0, 0, 0]  // blue, green, red
    for (index, byte) in picture.pixels.enumerated() {
      let (x, y) = (index / 3 % 160, index / 480)
      blockSums[y / 20 * 8 + x / 20] += Int(byte)
      channelSums[index % 3] += Int(byte)
    }
    for (sum, expected) in zip(blockSums, blocks) {
      #expect(abs(Double(sum) / 1200 - expected) < 0.05)
    }
    for (sum, expected) in zip(channelSums.reversed(), means) {
      #expect(abs(Double(sum) / 25_600 - expected) < 0.05)
    }
  }

  @Test func sameSeedGivesSameBytesOnAnyThread() async throws {
    let face = FaceParameters.ofType(2, seed: 8)
    let alone = try face.draw(size: 120).jpeg()
    let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<4 { group.addTask { try face.draw(size: 120).jpeg() } }
      return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
    }
    #expect(others == [[UInt8]](repeating: alone, count: 4))
    #expect(try FaceParameters.ofType(2, seed: 9).draw(size: 120).jpeg() != alone)
  }

  @Test func jpegSaysItsSize() throws {
    let bytes = try FaceParameters().draw(size: 130).jpeg(quality: 80)
    #expect(bytes.starts(with: [0xFF, 0xD8]) && bytes.suffix(2) == [0xFF, 0xD9])
    // The frame header: FF C0, its length, 8 bits, height, width, 3 components, the first with 2 ×
    // 2 sampling.
    let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0xC0]) })
    #expect(bytes[frame + 4..<frame + 12] == [8, 0, 130, 0, 130, 3, 1, 0x22])
  }

  @Test func higherQualityTakesMoreBytes() throws {
    let picture = try FaceParameters().draw(size: 100)
    #expect(try picture.jpeg(quality: 95).count > picture.jpeg(quality: 50).count)
  }

  @Test(arguments: [-1, 0, 99, 2049])
  func refusesOtherSizes(size: Int) {
    #expect(throws: DrawingError.size(size)) { try FaceParameters().draw(size: size) }
  }
}
