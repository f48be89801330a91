import FaceGeometry
import Foundation
import Testing
import Vision

@Suite struct LevelledFaceTests {
  private static let size = 64

  /// A jaw from ear to ear, a half circle around (32, 28) with radius 20; the other points are
  /// inside.
  private static let shape: [SIMD2<Double>] = (0..<68).map { point in
    guard point <= 16 else { return [32, 30] }
    let angle = Double(point) * .pi / 16
    return [32 - 20 * cos(angle), 28 + 20 * sin(angle)]
  }

  /// A face of bright and dark stripes in some light, against some background: blue, green, red.
  private static func picture(light: Double, contrast: Double, background: UInt8) -> [UInt8] {
    (0..<size * size).flatMap { place -> [UInt8] in
      let (x, y) = (Double(place % size) - 32, Double(place / size) - 28)
      guard (x * x + y * y).squareRoot() < 21 else { return [background, background, background] }
      let value = UInt8(light + (Int(y + 40) / 6 % 2 == 0 ? contrast : -contrast))
      return [value, value, value]
    }
  }

  private static func levelled(_ pixels: [UInt8]) throws -> [Double] {
    let landmarks: Landmarks = try #require(Landmarks(shape))
    let face = try LevelledFace(of: pixels, size: size, shape: landmarks, quality: 95)
    let level = try withFile(face.jpeg, named: "face.jpg") {
      try Photo(path: $0).level(reduction: 1)
    }
    #expect(level.width == size && level.height == size)
    return level.bytes.map { Double($0) }
  }

  @Test func lightAndBackgroundAreGone() throws {
    let bright = try Self.levelled(Self.picture(light: 190, contrast: 40, background: 255))
    let dark = try Self.levelled(Self.picture(light: 60, contrast: 12, background: 0))
    let differences = zip(bright, dark).map { ($0 - $1).magnitude }
    #expect(differences.reduce(0, +) / Double(differences.count) < 3)
    // The corners, and beside the chin.
    for place in [0, Self.size - 1, Self.size * Self.size - 1, 50 * Self.size + 12] {
      #expect((bright[place] - 128).magnitude < 4 && (dark[place] - 128).magnitude < 4)
    }
    // The stripes are 44 above and below the mean.
    #expect((bright[30 * Self.size + 32] - 128).magnitude > 35)
  }

  @Test func flatFacesStayFlat() throws {
    let flat = try Self.levelled(Self.picture(light: 90, contrast: 0, background: 250))
    for value in flat { #expect((value - 128).magnitude < 6) }
  }

  @Test func aFaceWithoutAreaIsNone() throws {
    let pixels = Self.picture(light: 90, contrast: 9, background: 0)
    let point: Landmarks = try #require(
      Landmarks([SIMD2<Double>](repeating: [9, 9], count: 68)))
    #expect(throws: VisionError.self) {
      try LevelledFace(of: pixels, size: Self.size, shape: point)
    }
  }
}
