/// A square canvas on which mean shapes are superimposed, upright, with the margin of a
/// ``CropFrame``.
public struct AverageFrame: Sendable {
  /// Width and height, px.
  public let size: Int
  /// The shape that all others are aligned with, px of the canvas.
  public let reference: Landmarks

  /// - Parameters:
  ///   - shape: will fill the canvas, its eyes level.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Returns: nil where the shape has no extent.
  public init?(around shape: Landmarks, size: Int) {
    let (left, right) = shape.eyeCentres
    let eyes = right - left
    // Rotated by the slope of the eyes; a face whose eyes coincide counts as upright.
    let length = norm(eyes)
    let level = Similarity(turn: length > 0 ? [eyes.x / length, -eyes.y / length] : [1, 0])
    guard let upright = shape.map({ level($0) }),
      let crop = CropFrame(low: upright.bounds.low, high: upright.bounds.high)
    else { return nil }
    let scale = Double(size) / crop.side
    let placed = upright.map { ($0 - crop.centre) * scale + Double(size - 1) / 2 }
    guard let placed else { return nil }
    self.size = size
    reference = placed
  }

  /// A shape aligned with the reference as well as possible, px of the canvas; nil where it has no
  /// extent.
  public func place(_ shape: Landmarks) -> Landmarks? {
    Similarity(shape.points, onto: reference.points).flatMap { onto in shape.map { onto($0) } }
  }
}
