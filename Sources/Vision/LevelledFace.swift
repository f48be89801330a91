import CVision
import FaceGeometry
import Glibc

/// A face of which only the face is left: no background, no colour, and the same light as all
/// others.
///
/// In gray, cut out along the jaw and over the forehead, with a fixed mean and contrast within.
public struct LevelledFace: Sendable {
  /// A baseline JPEG, in gray.
  public let jpeg: [UInt8]

  /// The mean brightness within the face, also of what lies around it, and its standard deviation.
  private static let mean = 128.0, deviation = 44.0

  /// - Parameters:
  ///   - pixels: `size * size * 3` bytes, blue, green, red, row by row: see ``AverageFace``.
  ///   - shape: the face's, px of the picture.
  ///   - quality: of the JPEG, 1 … 100.
  /// - Throws: `degenerate` where the outline has no area.
  /// - Complexity: O(size²).
  public init(
    of pixels: [UInt8], size: Int, shape: Landmarks, quality: Int = 85
  ) throws(VisionError) {
    precondition(pixels.count == size * size * 3, "a picture of another size")
    guard let outline = FaceOutline(of: shape) else {
      throw VisionError(kind: .degenerate, message: "the points have no outline")
    }
    let gray = (0..<size * size).map { place in
      // ITU-R BT.601
      let (blue, green, red) = (pixels[3 * place], pixels[3 * place + 1], pixels[3 * place + 2])
      return 0.114 * Double(blue) + 0.587 * Double(green) + 0.299 * Double(red)
    }
    let cover = (0..<size * size).map { place in
      outline.cover(of: [Double(place % size), Double(place / size)], softness: Double(size) / 40)
    }
    let area = cover.reduce(0, +)
    guard area > 0 else {
      throw VisionError(kind: .degenerate, message: "the face lies outside its picture")
    }
    let mean = zip(gray, cover).reduce(0) { $0 + $1.0 * $1.1 } / area
    let variance =
      zip(gray, cover).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) } / area
    // Where there is next to no contrast, noise should not become a face.
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

/// Where a face ends: its jaw, and half an ellipse over the forehead, which no points tell. Seen
/// from between the ears, every direction meets it once.
private struct FaceOutline {
  private let centre: SIMD2<Double>
  /// How far it is away in each direction, all around in equal steps.
  private let radii: [Double]

  /// A little less than the points, which lie on the face's edge: background would shine there.
  private static let growth = 0.95
  /// The forehead's height over the line between the ears, in distances from there to the chin.
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

  /// How far along a ray from (0, 0) an edge lies; 0 where they do not meet.
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
