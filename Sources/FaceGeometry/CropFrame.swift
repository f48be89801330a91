import CFaceGeometry

/// The square of a picture that shows a face with a margin, px. Every picture of a single face that
/// is cropped by its landmarks is this square.
public struct CropFrame: Sendable, Equatable {
  public let centre: SIMD2<Double>
  /// Is finite.
  public let side: Double

  /// - Parameters:
  ///   - low, high: the minimum and the maximum coordinates of the landmarks.
  /// - Returns: nil where they have no extent.
  public init?(low: SIMD2<Double>, high: SIMD2<Double>) {
    let square = face_square_around(
      face_place(x: low.x, y: low.y), face_place(x: high.x, y: high.y))
    let centre = SIMD2(square.centre.x, square.centre.y)
    guard square.side > 0, (centre.sum() + square.side).isFinite else { return nil }
    self.centre = centre
    side = square.side
  }
}
