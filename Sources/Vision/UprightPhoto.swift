import CVision
import FaceGeometry

extension Photo {
  /// The gray picture of an upright face, in rows, of ``UprightFrame``'s size. Decodes the photo no
  /// larger than necessary; beyond the photo its edge pixels are repeated.
  ///
  /// - Parameter fromPhoto: the map from px of the photo to px of the picture.
  /// - Throws: `degenerate` if the scale of the map is absurd for a face; errors of decoding the
  ///   photo.
  /// - Complexity: O(pixels of the picture), about a millisecond.
  public func upright(_ fromPhoto: Similarity) throws(VisionError) -> [UInt8] {
    let (width, height) = (UprightFrame.width, UprightFrame.height)
    let back = fromPhoto.inverse
    let map = [
      back.turn.x, -back.turn.y, back.shift.x, back.turn.y, back.turn.x, back.shift.y,
    ]
    var pixels = [UInt8](repeating: 0, count: width * height)
    try pixels.withUnsafeMutableBufferPointer { pixels throws(VisionError) in
      try check {
        vision_upright(handle, map, Int32(width), Int32(height), pixels.baseAddress, $0)
      }
    }
    return pixels
  }
}
