import CVision
import FaceGeometry

/// Predicts the 68 landmarks of a face in a box with dlib's model: an ensemble of regression trees
/// (Kazemi and Sullivan 2014).
///
/// `@unchecked Sendable`: the model behind the handle is immutable once read, which the compiler
/// cannot see through the pointer. Workers share one.
public final class LandmarkPredictor: @unchecked Sendable {
  private let handle: OpaquePointer

  /// Opens the model.
  ///
  /// - Parameters:
  ///   - modelPath: dlib's `shape_predictor_68_face_landmarks.dat` (0.3 s to read), or a file that
  ///     `packed(modelPath:)` made from it (opened at once, and shared by all processes).
  ///   - packedPath: an optional packed file, which is used instead of `modelPath` if it was made
  ///     from that file.
  /// - Throws: `bad-model`.
  public init(modelPath: String, packedPath: String? = nil) throws(VisionError) {
    handle = try open { vision_predictor_open(modelPath, packedPath, $0, $1) }
  }

  /// The bytes of a packed file, which can be mapped without parsing: 67 MB, in this machine's byte
  /// order.
  ///
  /// - Parameter modelPath: dlib's file.
  /// - Throws: `bad-model`.
  public static func packed(modelPath: String) throws(VisionError) -> [UInt8] {
    var bytes = vision_bytes()
    try check { vision_predictor_pack(modelPath, &bytes, $0) }
    defer { vision_bytes_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes.data, count: bytes.count))
  }

  /// Whether a packed file was made from this model, and is unchanged since.
  public static func isWhole(packedPath: String, modelPath: String) -> Bool {
    vision_predictor_is_whole(packedPath, modelPath)
  }

  deinit { vision_predictor_close(handle) }

  /// The 68 points in iBUG 300-W order, in unrounded px of the full-size upright photo. They may be
  /// outside it.
  ///
  /// The points are predicted on a reduced photo in which the face is at least 250 px wide, if the
  /// photo is large enough.
  ///
  /// - Parameters:
  ///   - turned: degrees clockwise by which the photo must be turned for the face to be upright: 0,
  ///     90, 180 or 270.
  ///   - boxes: 1: dlib's plain prediction. More, up to 17: the median of each coordinate over that
  ///     many slightly different boxes, each predicted on the face and on its mirror image.
  /// - Throws: errors of decoding the photo; `degenerate` for a box without area.
  /// - Complexity: O(`boxes`), about half a millisecond for each prediction.
  public func landmarks(
    in photo: Photo, box: Box, turned: Int = 0, boxes: Int = 3
  ) throws(VisionError) -> Landmarks {
    var points = [Double](repeating: 0, count: 2 * Landmarks.count)
    try points.withUnsafeMutableBufferPointer { points throws(VisionError) in
      try check {
        vision_predictor_landmarks(
          handle, photo.handle, box.cBox, Int32(clamping: turned), Int32(clamping: boxes),
          points.baseAddress, $0)
      }
    }
    guard let landmarks = points.withUnsafeBufferPointer({ Landmarks(flat: $0) }) else {
      throw VisionError(kind: .degenerate, message: "the points are nowhere near the photo")
    }
    return landmarks
  }
}
