import FaceGeometry

/// A face as lines through its 68 landmarks, for pages without photos.
package enum FaceSketch {
  /// Side of the square that ``path(_:)`` draws in.
  static let side = 200

  /// The lines: first and last point, and whether the last is joined to the first (iBUG 300-W
  /// order).
  package static let lines: [(points: ClosedRange<Int>, isClosed: Bool)] = [
    (0...16, false),  // jaw
    (17...21, false), (22...26, false),  // brows
    (27...30, false), (31...35, false),  // bridge and base of the nose
    (36...41, true), (42...47, true),  // eyes
    (48...59, true), (60...67, true),  // outer and inner lips
  ]

  /// SVG path data within a square of side ``side``, with the face centred and as large as fits;
  /// nil where the points have no extent. Whole numbers and relative moves: about 300 bytes.
  package static func path(_ landmarks: CompactLandmarks) -> String? {
    path(landmarks, inFrameOf: [landmarks])
  }

  /// Like ``path(_:)``, but positioned and scaled so that all of `faces` fit, and can be laid over
  /// each other.
  package static func path(
    _ landmarks: CompactLandmarks, inFrameOf faces: [CompactLandmarks]
  ) -> String? {
    let (low, high) = bounds(of: ([landmarks] + faces).lazy.map(\.points).joined())
    let extent = max(high.x - low.x, high.y - low.y)
    guard extent > 0 else { return nil }
    let scale = Float(side) * 0.9 / extent
    let centre = (low + high) / 2
    return path(through: landmarks.points.map { ($0 - centre) * scale + Float(side) / 2 })
  }

  /// SVG path data through the points themselves, in whole numbers.
  private static func path(through points: [SIMD2<Float>]) -> String {
    var text = ""
    for line in lines {
      var last: SIMD2<Int32>?
      for index in line.points {
        let scaled = points[index].rounded(.toNearestOrAwayFromZero)
        let point = SIMD2<Int32>(clamping(scaled.x), clamping(scaled.y))
        if let before = last {
          append(point &- before, to: &text)
        } else {
          text += "M\(point.x) \(point.y)l"
        }
        last = point
      }
      if text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
      if line.isClosed { text += "z" }
    }
    return text
  }

  private static func append(_ step: SIMD2<Int32>, to text: inout String) {
    // A minus sign separates numbers as well as a space does.
    if let last = text.utf8.last, last != UInt8(ascii: "l"), step.x >= 0 { text += " " }
    text += "\(step.x)"
    text += step.y < 0 ? "\(step.y)" : " \(step.y)"
  }

  private static func clamping(_ value: Float) -> Int32 {
    Int32(min(max(value, -1e6), 1e6))
  }
}
