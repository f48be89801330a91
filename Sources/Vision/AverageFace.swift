import CVision

/// The mean of warped faces. Sums are integers, so the result does not depend on the order of the
/// faces.
public struct AverageFace: Sendable {
  /// Width and height, px.
  public let size: Int
  /// The number of faces it represents.
  public private(set) var count = 0
  /// `size * size * 3` sums of bytes: blue, green, red, row by row.
  private var sums: [UInt64]

  public init(size: Int) {
    self.size = size
    sums = [UInt64](repeating: 0, count: size * size * 3)
  }

  /// Adds one face that ``FaceWarp`` made.
  ///
  /// - Precondition: a picture of this size.
  public mutating func add(_ pixels: [UInt8]) {
    precondition(pixels.count == sums.count, "a picture of another size")
    sums.withUnsafeMutableBufferPointer { sums in
      for index in sums.indices { sums[index] &+= UInt64(pixels[index]) }
    }
    count += 1
  }

  /// Adds the mean of a sample of a group, weighted as the whole group.
  ///
  /// - Parameter total: the number of faces in the group. If the sample is the whole group, the sum
  ///   is exact.
  public mutating func add(_ part: AverageFace, standingFor total: Int) {
    precondition(part.sums.count == sums.count, "a picture of another size")
    guard part.count > 0, total > 0 else { return }
    let (count, half) = (UInt64(part.count), UInt64(part.count / 2))
    for index in sums.indices { sums[index] += (part.sums[index] * UInt64(total) + half) / count }
    self.count += total
  }

  /// The mean, `size * size * 3` bytes, rounded; black if there is no face.
  public var pixels: [UInt8] {
    let (count, half) = (UInt64(max(1, count)), UInt64(count / 2))
    return sums.map { UInt8(clamping: ($0 + half) / count) }
  }

  /// The mean as a baseline JPEG, in colour.
  ///
  /// - Parameter quality: 1 … 100.
  public func jpeg(quality: Int = 90) throws(VisionError) -> [UInt8] {
    var bytes = vision_bytes()
    let pixels = pixels
    let side = Int32(clamping: size)
    try check {
      vision_encode_jpeg(pixels, side, side, size * 3, 3, Int32(clamping: quality), &bytes, $0)
    }
    defer { vision_bytes_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes.data, count: bytes.count))
  }
}
