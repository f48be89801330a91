import CVision
import FaceGeometry
import Glibc

/// A face without background or colour, and with the same brightness and contrast as all others.
///
/// It is gray, cut out along the jaw and over the forehead, with a fixed mean and contrast within.
public struct LevelledFace: Sendable {
  /// A baseline JPEG, in gray.
  public let jpeg: [UInt8]

  /// The mean brightness within the face, which is also the brightness around it, and its standard
  /// deviation.
  private static let mean = 128.0, deviation = 44.0

  /// - Parameters:
  ///   - pixels: `size * size * 3` bytes, blue, green, red, row by row: see ``AverageFace``.
  ///   - shape: the face's, px of the picture.
  ///   - quality: of the JPEG, 1 … 100.
  /// - Throws: `degenerate` if the outline has no area.
  /// - Complexity: O(size²).
  public init(
    of pixels: [UInt8], size: Int, shape: Landmarks, quality: Int = 85
  ) throws(VisionError) {
    precondition(pixels.count == size * size * 3, "a picture of another size")
    guard let outline = FaceOutline(of: shape) else {
      throw VisionError(kind: .degenerate, message: "the points have no outline")
    }
    let gray = (0..<size * size).map { index in
      // ITU-R BT.601
      let (blue, green, red) = (pixels[3 * index], pixels[3 * index + 1], pixels[3 * index + 2])
      return 0.114 * Double(blue) + 0.587 * Double(green) + 0.299 * Double(red)
    }
    let cover = (0..<size * size).map { index in
      outline.cover(of: [Double(index % size), Double(index / size)], softness: Double(size) / 40)
    }
    let area = cover.reduce(0, +)
    guard area > 0 else {
      throw VisionError(kind: .degenerate, message: "the face is outside its picture")
    }
    let mean = zip(gray, cover).reduce(0) { $0 + $1.0 * $1.1 } / area
    let variance =
      zip(gray, cover).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) } / area
    // Limits the gain, so that a picture with hardly any contrast does not become mere noise.
    let gain = Self.deviation / max(4, variance.squareRoot())
    let bytes = zip(gray, cover).map { gray, cover in
      UInt8(min(max(Self.mean + cover * gain * (gray - mean), 0), 255).rounded())
    }
    jpeg = try Self.encoded(bytes, size, quality)
  }

  private static func encoded(
    _ gray: [UInt8], _ size: Int, _ quality: Int
  ) throws(VisionError) -> [UInt8] {
    var bytes = vision_bytes()
    let side = Int32(clamping: size)
    try check {
      vision_encode_jpeg(gray, side, side, size, 1, Int32(clamping: quality), &bytes, $0)
    }
    defer { vision_bytes_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes.data, count: bytes.count))
  }
}

/// The outline of a face: its jaw, and half an ellipse over the forehead, which has no landmarks.
/// Every ray from the point between the ears crosses it once.
private struct FaceOutline {
  private let centre: SIMD2<Double>
  /// The distance of the outline from the centre in each direction, in equal steps all around.
  private let radii: [Double]

  /// Slightly within the points, which are on the edge of the face, where background would be
  /// visible.
  private static let growth = 0.95
  /// The forehead's height above the line between the ears, relative to the distance from that line
  /// to the chin.
  private static let forehead = 0.66

  init?(of shape: Landmarks) {
    let (left, right, chin) = (shape[0], shape[16], shape[8])
    let centre = (left + right) / 2
    let across = (right - left) / 2
    let up = (centre - chin) * Self.forehead
    let arc = (1..<16).map { step in
      let angle = Double(step) * .pi / 16
      return centre + across * cos(angle) + up * sin(angle)
    }
    let corners = (Array(shape.points[0...16]) + arc).map { ($0 - centre) * Self.growth }
    let edges = zip(corners, corners.dropFirst() + corners.prefix(1))
    self.centre = centre
    radii = (0..<720).map { step in
      let angle = Double(step) * .pi / 360
      let ray = SIMD2(cos(angle), sin(angle))
      return edges.reduce(0) { max($0, Self.distance(along: ray, to: $1.0, $1.1)) }
    }
    guard radii.allSatisfy(\.isFinite), radii.contains(where: { $0 > 0 }) else { return nil }
  }

  /// The distance along a ray from (0, 0) to an edge; 0 if they do not meet.
  private static func distance(
    along ray: SIMD2<Double>, to start: SIMD2<Double>, _ end: SIMD2<Double>
  ) -> Double {
    func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }
    let edge = end - start
    let turn = cross(ray, edge)
    guard turn != 0 else { return 0 }
    let (length, share) = (cross(start, edge) / turn, cross(start, ray) / turn)
    return (0...1).contains(share) && length > 0 ? length : 0
  }

  /// 1 well inside, 0 well outside.
  func cover(of point: SIMD2<Double>, softness: Double) -> Double {
    let arm = point - centre
    let length = (arm * arm).sum().squareRoot()
    let turn = atan2(arm.y, arm.x) / (2 * .pi)
    let step = Int(((turn < 0 ? turn + 1 : turn) * Double(radii.count)).rounded()) % radii.count
    return min(max((radii[step] - length) / softness + 0.5, 0), 1)
  }
}
