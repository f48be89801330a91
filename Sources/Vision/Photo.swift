import CVision

/// One photo, seen upright (after EXIF orientation). Its file is read at once, its pixels are
/// decoded when a detector, a predictor or a thumbnail asks for them, at the least size that will
/// do, and kept until the photo goes.
///
/// Not `Sendable`: one worker opens, uses and drops it.
public final class Photo {
  let handle: OpaquePointer
  /// Size of the upright photo, px.
  public let width, height: Int

  /// - Throws: `unreadable` with the system's words, `not-a-photo`, `truncated`, `too-large`
  ///   (before memory is taken for pixels) or `out-of-memory`. A JPEG or PNG that breaks off is
  ///   noticed later, by whatever needs its pixels.
  /// - Parameters:
  ///   - allowsStreams: whether a pipe, a socket or a device is read too; else `unreadable`, at
  ///     once.
  ///   - takesDamaged: whether what can be decoded of a damaged photo will do; gray stands for the
  ///     rest. One whose header is damaged, or of which nearly nothing is left, is `truncated`.
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

  /// How many pictures the file has; this is the first whole one of them, or the one that the file
  /// calls its main one.
  public var pictures: Int { Int(vision_photo_pictures(handle)) }

  /// Whether pixels are missing. Known once some were decoded, and only of a photo that was opened
  /// with `takesDamaged`.
  public var isDamaged: Bool { vision_photo_is_damaged(handle) != 0 }

  /// The pixels at one reduction, and where they lie on the full-size photo.
  public struct Level {
    public let width, height, reduction: Int
    /// On each axis: full = (level + 0.5) · reduction - 0.5 + offset, px, counted between centres
    /// of pixels.
    public let offset: SIMD2<Double>
    /// Rows from the top, without padding: gray, or blue, green, red.
    public let bytes: [UInt8]
  }

  /// A copy of the upright pixels at `1 / reduction` of their size, rounded up. No program asks for
  /// it: it is how tests see what the decoders and the orientation make of a file.
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
