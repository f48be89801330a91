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

  /// Cuts the face out by its landmarks, as dlib does for its network: a quarter of the face around
  /// it, black where the photo ends. Decodes the photo no larger than the chip needs; a smaller
  /// face is enlarged.
  ///
  /// - Parameter landmarks: px of the full-size upright photo.
  /// - Throws: what decoding the photo throws; `degenerate` where the points make no face.
  public init(of photo: Photo, landmarks: Landmarks) throws(VisionError) {
    let points = landmarks.flat
    var bytes = [UInt8](repeating: 0, count: Self.side * Self.side * 3)
    try bytes.withUnsafeMutableBufferPointer { bytes throws(VisionError) in
      try check { vision_face_chip(photo.handle, points, bytes.baseAddress, $0) }
    }
    self.bytes = bytes
  }
}

/// Turns faces into 128 numbers that lie near each other for faces of one person: dlib's residual
/// network (King 2017).
///
/// `@unchecked Sendable`: the weights behind the handle never change once they are read; the
/// compiler cannot see that through the pointer. Workers share one.
public final class FaceEmbedder: @unchecked Sendable {
  private let handle: OpaquePointer

  /// Numbers in an embedding.
  public static let length = Int(VISION_DESCRIPTOR)

  /// Reads dlib's `dlib_face_recognition_resnet_model_v1.dat`.
  ///
  /// - Throws: `bad-model`.
  public init(modelPath: String) throws(VisionError) {
    handle = try open { vision_embedder_open(modelPath, $0, $1) }
  }

  deinit { vision_embedder_close(handle) }

  /// The embedding of a chip: its Euclidean length is about 1.4, and two of one person mostly lie
  /// less than 0.6 apart.
  ///
  /// - Parameter jitters: 0 gives the network's answer for the chip itself; more the mean over that
  ///   many crops of it, slightly shifted, turned, grown or mirrored, the same ones for every chip.
  /// - Complexity: O(`jitters`), some 10 ms for each.
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
