import FaceGeometry
import Filter
import Records

extension Record {
  /// The record's 68 points.
  ///
  /// - Throws: `InputFailure` where there are none, or they are not 68 finite points.
  public func landmarks(_ field: String = "landmarks") throws(InputFailure) -> Landmarks {
    guard holds(field) else {
      throw InputFailure("no-landmarks", "the record has no \(field): run fc-landmarks first")
    }
    guard let numbers = numbers(field), numbers.rowLength == 2,
      numbers.elementCount == Landmarks.count
    else {
      throw InputFailure("bad-landmarks", "\(field) must be 68 points [x, y]")
    }
    guard let landmarks = Landmarks(flat: numbers.values) else {
      throw InputFailure(
        "bad-landmarks", "a coordinate in \(field) is no number that a photo could have")
    }
    return landmarks
  }

  /// The record's 68 points, if they are plausible on its photo.
  ///
  /// - Parameter size: width and height of the photo, px.
  /// - Throws: `InputFailure` where they are missing, are outside the photo or span less than a
  ///   pixel.
  public func landmarks(onPhotoOf size: SIMD2<Double>) throws(InputFailure) -> Landmarks {
    let landmarks = try landmarks()
    let (least, most) = landmarks.bounds
    guard most.x >= 0, most.y >= 0, least.x < size.x, least.y < size.y else {
      throw InputFailure("bad-landmarks", "the landmarks lie outside the photo")
    }
    let span = most - least
    guard span.x >= 1, span.y >= 1, span.x < 1e6, span.y < 1e6 else {
      throw InputFailure(
        "degenerate", "the landmarks do not form a face: they span \(span.x) x \(span.y) px")
    }
    return landmarks
  }
}
