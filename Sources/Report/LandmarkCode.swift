/// 68 points as 145 characters, for the page's script, so that a page with ten thousand faces stays
/// small.
///
/// A point is a cell of a grid of 825 × 825 cells over the square from -0.25 to 1.25 (the picture
/// and a margin around it). The first point of each line of the face (``FaceSketch/lines``) is the
/// number of its cell, x + 825 y, in three digits of base 88, least significant first. Each further
/// point is the step from the previous point as decoded: two digits, for x and y, in units of two
/// cells, where 44 means no step. So points are exact to one cell, 1/550 of the picture. A step
/// above 88 cells, which is longer than any part of a face, is cut short, and the next one makes up
/// for it. The digits are the printable ASCII characters without space and the six that HTML would
/// have to escape.
package enum LandmarkCode {
  package static let grid = 825
  package static let digits = Array(
    "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~".utf8
  )

  /// - Parameter points: 68 points in the picture's square, 0…1; points beyond the grid are moved
  ///   to its edge.
  package static func encode(_ points: [SIMD2<Float>]) -> String {
    var code: [UInt8] = []
    code.reserveCapacity(145)
    for line in FaceSketch.lines {
      var current = cell(points[line.points.lowerBound])
      var number = current.x + grid * current.y
      for _ in 0..<3 {
        code.append(digits[number % digits.count])
        number /= digits.count
      }
      for index in line.points.dropFirst() {
        let way = cell(points[index]) &- current
        let steps = SIMD2(halved(way.x), halved(way.y))
        code.append(digits[steps.x + none])
        code.append(digits[steps.y + none])
        current &+= steps &* 2
      }
    }
    return String(decoding: code, as: UTF8.self)
  }

  /// The digit for no step.
  private static let none = 44

  /// The nearest number of double cells, within the range of one digit.
  private static func halved(_ cells: Int) -> Int {
    min(max((cells + (cells > 0 ? 1 : 0)) >> 1, -none), digits.count - 1 - none)
  }

  private static func cell(_ point: SIMD2<Float>) -> SIMD2<Int> {
    [step(point.x), step(point.y)]
  }

  private static func step(_ value: Float) -> Int {
    let scaled = ((value + 0.25) / 1.5 * Float(grid - 1)).rounded()
    return Int(min(max(scaled.isFinite ? scaled : 0, 0), Float(grid - 1)))
  }
}
