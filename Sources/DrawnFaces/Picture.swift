import CVision

/// A square picture in colour.
public struct Picture: Sendable, Equatable {
  /// Width and height, in pixels.
  public let size: Int
  /// `size * size * 3` bytes: blue, green, red, row by row.
  public let pixels: [UInt8]

  /// The picture as a JPEG file (4:2:0). The same pixels give the same bytes.
  ///
  /// - Parameter quality: 1 to 100.
  public func jpeg(quality: Int = 92) throws -> [UInt8] {
    var encoded = vision_bytes()
    defer { vision_bytes_free(encoded) }
    try checked { failure in
      vision_encode_jpeg(
        pixels, Int32(size), Int32(size), size * 3, 3, Int32(quality), &encoded, failure)
    }
    return [UInt8](UnsafeBufferPointer(start: encoded.data, count: encoded.count))
  }
}
