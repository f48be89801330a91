import FaceGeometry
import Filter
import Records
import Vision

extension Record {
  /// The record's own box; nil if it has none.
  ///
  /// - Throws: `InputFailure` if it is not a valid box on the photo.
  public func box(on photo: Photo) throws(InputFailure) -> Box? {
    guard holds("box") else { return nil }
    guard let numbers = numbers("box"), numbers.values.count == 4, numbers.rowLength == 0 else {
      throw InputFailure("bad-box", "box must be [x, y, width, height]")
    }
    return try Box(numbers: Array(numbers.values), on: photo)
  }
}

extension Box {
  /// From x, y, width and height, rounded to whole px.
  ///
  /// - Throws: `InputFailure` if it is not a valid box on the photo.
  public init(numbers: [Double], on photo: Photo) throws(InputFailure) {
    // A limit far beyond any photo, and far below the maximum of Int.
    guard numbers.count == 4, numbers.allSatisfy({ $0.magnitude < 1e6 }) else {
      throw InputFailure("bad-box", "box must be four numbers [x, y, width, height] in px")
    }
    let values = numbers.map { Int($0.rounded()) }
    self.init(x: values[0], y: values[1], width: values[2], height: values[3])
    guard width >= 2, height >= 2 else {
      throw InputFailure("bad-box", "the box must be at least 2 px wide and high")
    }
    guard x < photo.width, y < photo.height, x + width > 0, y + height > 0 else {
      throw InputFailure("bad-box", "the box is outside the photo")
    }
  }

  /// The box stated in a record; otherwise the one around its landmarks; otherwise the whole photo.
  public init(numbers: [Double]?, around landmarks: CompactLandmarks?, on photo: Photo) {
    if let numbers, let stated = try? Box(numbers: numbers, on: photo) {
      self = stated
      return
    }
    self.init(x: 0, y: 0, width: photo.width, height: photo.height)
    guard let landmarks else { return }
    let (low, high) = bounds(of: landmarks.points)
    guard high.max() < 1e6, low.min() > -1e6 else { return }
    let size = high - low
    self.init(
      x: Int(low.x), y: Int(low.y), width: max(1, Int(size.x)), height: max(1, Int(size.y)))
  }
}
