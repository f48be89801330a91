import CVision
import FaceGeometry

/// Warps any face so that its 68 points fall on the same positions of a square canvas: one affine
/// map for each triangle of the Delaunay triangulation of the points and the canvas's border.
///
/// `@unchecked Sendable`: the data behind the handle is immutable once made, and warping only reads
/// it, which the compiler cannot see through the pointer. Workers share one.
public final class FaceWarp: @unchecked Sendable {
  private let handle: OpaquePointer
  /// Width and height of the canvas, px.
  public let size: Int
  /// The positions of the 68 points, px of the canvas.
  public let shape: Landmarks
  /// Points just outside the canvas, at its corners and at the middles of its sides, so that
  /// triangles cover all of it.
  private let border: [SIMD2<Double>]

  /// - Parameters:
  ///   - shape: px of the canvas.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Throws: `internal` if there can be no such canvas, `degenerate` if the shape has no
  ///   extent.
  public init(to shape: Landmarks, size: Int) throws(VisionError) {
    let (low, middle, high) = (-1.0, Double(size - 1) / 2, Double(size))
    border = [
      [low, low], [middle, low], [high, low], [low, middle], [high, middle], [low, high],
      [middle, high], [high, high],
    ]
    let positions = flat(shape.points + border)
    handle = try open {
      vision_warp_open(
        positions, Int32(clamping: positions.count / 2), Int32(clamping: size), $0, $1)
    }
    self.size = size
    self.shape = shape
  }

  deinit { vision_warp_close(handle) }

  /// The face on the canvas: `size * size * 3` bytes, blue, green, red, row by row.
  ///
  /// The border is mapped to the photo by the similarity that fits the points best, so that a face
  /// warped to its own shape is only rotated and scaled. Beyond the photo its edge pixels are
  /// repeated.
  ///
  /// - Parameter landmarks: px of the photo.
  /// - Throws: errors of decoding the photo; `degenerate` for points without extent.
  /// - Complexity: O(size²), and the photo is decoded no larger than necessary.
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
