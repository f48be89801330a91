import CVision
import FaceGeometry

/// A small square picture of one face.
public struct Thumbnail: Sendable {
  /// A baseline JPEG, in colour.
  public let jpeg: [UInt8]
  /// a, b, tx, c, d, ty: x' = a x + b y + tx, y' = c x + d y + ty, from px of the photo to px of
  /// the JPEG; in both, pixel centres are at integers.
  public let transform: [Double]

  /// Cuts out a face with some margin. Decodes the photo no larger than the result needs.
  ///
  /// - Parameters:
  ///   - turned: degrees clockwise by which the photo must be turned for the face to be upright: 0,
  ///     90, 180 or 270.
  ///   - landmarks: the eyes decide how the head is turned upright; without landmarks the crop
  ///     follows the box.
  ///   - size: width and height, 8 … 4096 px.
  ///   - quality: of the JPEG, 1 … 100.
  /// - Throws: errors of decoding the photo; `degenerate` for a face without area.
  public init(
    of photo: Photo, box: Box, turned: Int = 0, landmarks: Landmarks? = nil, size: Int,
    quality: Int = 85
  ) throws(VisionError) {
    let points = landmarks?.flat
    var bytes = vision_bytes()
    var transform = [Double](repeating: 0, count: 6)
    try check {
      vision_face_jpeg(
        photo.handle, box.cBox, Int32(clamping: turned), points, Int32(clamping: size),
        Int32(clamping: quality), &bytes, &transform, $0)
    }
    defer { vision_bytes_free(bytes) }
    self.transform = transform
    jpeg = Array(UnsafeBufferPointer(start: bytes.data, count: bytes.count))
  }
}
