import CVision

/// One photo, turned upright by its EXIF orientation. Its file is read at once. Its pixels are
/// decoded when a detector, a predictor or a thumbnail needs them, at the smallest sufficient size,
/// and kept as long as the photo exists.
///
/// Not `Sendable`: a photo belongs to one worker.
public final class Photo {
  let handle: OpaquePointer
  /// Size of the upright photo, px.
  public let width, height: Int

  /// - Throws: `unreadable` with the system's error message, `not-a-photo`, `truncated`,
  ///   `too-large` (before memory is allocated for pixels) or `out-of-memory`. That a JPEG or PNG
  ///   ends early is noticed only when its pixels are decoded.
  /// - Parameters:
  ///   - allowsStreams: whether to read pipes, sockets and devices too; otherwise they are
  ///     `unreadable` at once.
  ///   - takesDamaged: whether to decode a damaged photo as far as possible, with gray for the
  ///     rest. If its header is damaged, or hardly anything is left, it is still `truncated`.
  public init(
    path: String, allowsStreams: Bool = false, takesDamaged: Bool = false
  ) throws(VisionError) {
    handle = try open {
      vision_photo_open(path, allowsStreams ? 1 : 0, takesDamaged ? 1 : 0, $0, $1)
    }
    width = Int(vision_photo_width(handle))
    height = Int(vision_photo_height(handle))
  }

  deinit { vision_photo_close(handle) }

  /// EXIF's orientation, 1 … 8: how the stored picture was turned to be upright.
  public var orientation: Int { Int(vision_photo_orientation(handle)) }

  /// The number of pictures in the file; this is the first complete one, or the one that the file
  /// declares as its main one.
  public var pictures: Int { Int(vision_photo_pictures(handle)) }

  /// Whether pixels are missing. Known only after decoding, and only for a photo that was opened
  /// with `takesDamaged`.
  public var isDamaged: Bool { vision_photo_is_damaged(handle) != 0 }

  /// The pixels at one reduction, and how they map to the full-size photo.
  public struct Level {
    public let width, height, reduction: Int
    /// On each axis: full = (level + 0.5) · reduction - 0.5 + offset, in px with pixel centres at
    /// integers.
    public let offset: SIMD2<Double>
    /// Rows from the top, without padding: gray, or blue, green, red.
    public let bytes: [UInt8]
  }

  /// A copy of the upright pixels at `1 / reduction` of their size, rounded up. Only tests use it,
  /// to check decoders and orientation.
  ///
  /// - Parameter reduction: 1, 2, 4, … 64.
  public func level(reduction: Int, colour: Bool = false) throws(VisionError) -> Level {
    var level = vision_level()
    try check { vision_photo_level(handle, Int32(clamping: reduction), colour ? 1 : 0, &level, $0) }
    let rowCount = Int(level.width) * (colour ? 3 : 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rowCount * Int(level.height))
    for row in 0..<Int(level.height) {
      bytes.append(
        contentsOf: UnsafeBufferPointer(
          start: level.pixels + row * level.row_bytes, count: rowCount))
    }
    return Level(
      width: Int(level.width), height: Int(level.height), reduction: Int(level.reduction),
      offset: SIMD2(level.offset_x, level.offset_y), bytes: bytes)
  }
}
