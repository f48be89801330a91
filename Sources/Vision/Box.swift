import CVision

/// A box in whole pixels of the full-size upright photo: columns `x ..< x + width`, rows `y ..< y +
/// height`. It may extend beyond the photo, as detectors' boxes do.
public struct Box: Sendable, Equatable {
  public var x, y, width, height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  var cBox: vision_box {
    vision_box(
      x: Int32(clamping: x), y: Int32(clamping: y), width: Int32(clamping: width),
      height: Int32(clamping: height))
  }
}
