import CVision
import FaceGeometry

/// Moves the 68 points of any face to the same places on a square canvas, and the picture with
/// them: one affine map for each triangle between the points (Delaunay) and the canvas's border.
///
/// `@unchecked Sendable`: what the handle holds never changes once it is made, and warping only
/// reads it; the compiler cannot see that through the pointer. Workers share one.
public final class FaceWarp: @unchecked Sendable {
  private let handle: OpaquePointer
  /// Width and height of the canvas, px.
  public let size: Int
  /// Where the points go, px of the canvas.
  public let shape: Landmarks
  /// Just outside the canvas: its corners and the middles of its sides, so that triangles cover all
  /// of it.
  private let border: [SIMD2<Double>]

  /// - Parameters:
  ///   - shape: px of the canvas.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Throws: `internal` where there can be no such canvas, `degenerate` where the shape has no
  ///   extent.
  public init(to shape: Landmarks, size: Int) throws(VisionError) {
    let (low, middle, high) = (-1.0, Double(size - 1) / 2, Double(size))
    border = [
      [low, low], [middle, low], [high, low], [low, middle], [high, middle], [low, high],
      [middle, high], [high, high],
    ]
    let places = flat(shape.points + border)
    handle = try open {
      vision_warp_open(places, Int32(clamping: places.count / 2), Int32(clamping: size), $0, $1)
    }
    self.size = size
    self.shape = shape
  }

  deinit { vision_warp_close(handle) }

  /// The face on the canvas: `size * size * 3` bytes, blue, green, red, row by row.
  ///
  /// The border goes where the similarity that fits the points best takes it, so one face alone,
  /// warped to its own shape, is only turned and scaled. Beyond the photo its edge pixels go on.
  ///
  /// - Parameter landmarks: px of the photo.
  /// - Throws: what decoding the photo throws; `degenerate` for points without extent.
  /// - Complexity: O(size²), and decoding the photo no larger than that needs.
  public func callAsFunction(
    _ photo: Photo, _ landmarks: Landmarks
  ) throws(VisionError) -> [UInt8] {
    guard let onto = Similarity(shape.points, onto: landmarks.points) else {
      throw VisionError(kind: .degenerate, message: "the shape has no extent")
    }
    let points = flat(landmarks.points + border.map { onto($0) })
    var failure = vision_failure()
    var code = VISION_OK
    let pixels = [UInt8](unsafeUninitializedCapacity: size * size * 3) { pixels, count in
      code = vision_warp_face(handle, photo.handle, points, pixels.baseAddress, &failure)
      count = code == VISION_OK ? size * size * 3 : 0
    }
    guard code == VISION_OK else { throw VisionError(code, failure) }
    return pixels
  }
}

private func flat(_ points: [SIMD2<Double>]) -> [Double] {
  points.flatMap { [$0.x, $0.y] }
}
