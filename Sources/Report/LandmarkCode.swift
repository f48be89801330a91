/// 68 points as 204 characters, for the page's script: ten thousand faces must stay a small page.
///
/// A point is a cell of a grid of 825 × 825 over the square from -0.25 to 1.25 (the picture and a margin around it),
/// so it is exact to 1/1100 of the picture. The cell's number, x + 825 y, is written with three digits of base 88,
/// lowest first. The digits are the printable ASCII characters without space and the six that HTML would have to
/// escape.
enum LandmarkCode {
  static let grid = 825
  static let digits = Array(
    "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~".utf8)

  /// - Parameter points: within the picture's square, 0…1; those beyond the grid are moved to its edge.
  static func encode(_ points: [SIMD2<Float>]) -> String {
    String(unsafeUninitializedCapacity: points.count * 3) { out in
      var written = 0
      for point in points {
        var cell = step(point.x) + grid * step(point.y)
        for _ in 0..<3 {
          out[written] = digits[cell % digits.count]
          cell /= digits.count
          written += 1
        }
      }
      return written
    }
  }

  private static func step(_ value: Float) -> Int {
    let scaled = ((value + 0.25) / 1.5 * Float(grid - 1)).rounded()
    return Int(min(max(scaled.isFinite ? scaled : 0, 0), Float(grid - 1)))
  }
}
