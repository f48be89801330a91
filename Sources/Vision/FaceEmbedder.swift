import CVision
import FaceGeometry

/// A face cut out of its photo for the network: 150 × 150 px, turned upright.
public struct FaceChip: Sendable, Equatable {
  public static let side = Int(VISION_CHIP_SIDE)

  /// Rows of red, green, blue.
  public let bytes: [UInt8]

  /// - Precondition: `side` rows of `side` pixels.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == Self.side * Self.side * 3, "a chip of another size")
    self.bytes = bytes
  }

  /// Cuts the face out by its landmarks, as dlib does for its network: with a margin of a quarter
  /// of the face, black outside the photo. Decodes the photo no larger than the chip needs; a
  /// smaller face is enlarged.
  ///
  /// - Parameter landmarks: px of the full-size upright photo.
  /// - Throws: errors of decoding the photo; `degenerate` if the points do not form a face.
  public init(of photo: Photo, landmarks: Landmarks) throws(VisionError) {
    let points = landmarks.flat
    var bytes = [UInt8](repeating: 0, count: Self.side * Self.side * 3)
    try bytes.withUnsafeMutableBufferPointer { bytes throws(VisionError) in
      try check { vision_face_chip(photo.handle, points, bytes.baseAddress, $0) }
    }
    self.bytes = bytes
  }
}

/// Turns faces into vectors of 128 numbers that are close to each other for faces of one person:
/// dlib's residual network (King 2017).
///
/// `@unchecked Sendable`: the weights behind the handle are immutable once read, which the compiler
/// cannot see through the pointer. Workers share one.
public final class FaceEmbedder: @unchecked Sendable {
  private let handle: OpaquePointer

  /// Number of components of an embedding.
  public static let length = Int(VISION_DESCRIPTOR)

  /// Reads dlib's `dlib_face_recognition_resnet_model_v1.dat`.
  ///
  /// - Throws: `bad-model`.
  public init(modelPath: String) throws(VisionError) {
    handle = try open { vision_embedder_open(modelPath, $0, $1) }
  }

  deinit { vision_embedder_close(handle) }

  /// The embedding of a chip. Its Euclidean length is about 1.4; the distance between two of one
  /// person is mostly below 0.6.
  ///
  /// - Parameter jitters: 0: the embedding of the chip itself. More: the mean over that many crops
  ///   of it, slightly shifted, rotated, scaled or mirrored, in the same way for every chip.
  /// - Complexity: O(`jitters`), about 10 ms each.
  public func embedding(of chip: FaceChip, jitters: Int = 0) throws(VisionError) -> [Float] {
    var numbers = [Float](repeating: 0, count: Self.length)
    try numbers.withUnsafeMutableBufferPointer { numbers throws(VisionError) in
      try check {
        vision_embedder_describe(
          handle, chip.bytes, Int32(clamping: jitters), numbers.baseAddress, $0)
      }
    }
    return numbers
  }
}
