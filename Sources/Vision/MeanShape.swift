import FaceGeometry

/// The mean of shapes whatever their place, size and turn: generalised Procrustes analysis (Gower
/// 1975).
///
/// - Parameter shapes: equally many points each. Shapes without extent, or with a coordinate that
///   is not finite, are left out.
/// - Returns: the mean about (0, 0), with a root mean squared distance of 1 from there, turned as
///   the first shape is; nil where there is no shape.
/// - Complexity: O(shapes × points) a round; two or three rounds for faces, ten at most.
public func meanShape(of shapes: some Collection<[SIMD2<Float>]>) -> [SIMD2<Double>]? {
  guard var mean = shapes.lazy.compactMap({ normalized($0.map { SIMD2<Double>($0) }) }).first else {
    return nil
  }
  for _ in 0..<10 {
    var sum = [SIMD2<Double>](repeating: .zero, count: mean.count)
    for shape in shapes {
      let points = shape.map { SIMD2<Double>($0) }
      guard points.count == mean.count, let onto = Similarity(points, onto: mean) else { continue }
      for (index, point) in points.enumerated() { sum[index] += onto(point) }
    }
    // Shapes that cancel each other out have no mean; the one from the round before will do.
    guard let next = normalized(sum) else { return mean }
    let change = zip(mean, next).reduce(0) { $0 + (($1.0 - $1.1) * ($1.0 - $1.1)).sum() }
    mean = next
    if change / Double(mean.count) < 1e-12 { break }
  }
  return mean
}

/// About (0, 0), with a root mean squared distance of 1 from there; nil where that cannot be.
private func normalized(_ points: [SIMD2<Double>]) -> [SIMD2<Double>]? {
  let middle = centre(of: points)
  let square =
    points.reduce(0) { $0 + (($1 - middle) * ($1 - middle)).sum() } / Double(max(1, points.count))
  guard square > 0, square.isFinite else { return nil }
  let size = square.squareRoot()
  return points.map { ($0 - middle) / size }
}

/// A square canvas on which mean shapes lie over each other, upright, with the margin of a
/// ``Thumbnail``.
public struct AverageFrame: Sendable {
  /// Width and height, px.
  public let size: Int
  /// The shape that all others are laid over, px of the canvas.
  public let reference: [SIMD2<Double>]

  /// - Parameters:
  ///   - shape: 68 points; it will fill the canvas, its eyes level.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Returns: nil where the shape has no extent.
  public init?(around shape: [SIMD2<Double>], size: Int) {
    guard shape.count == LandmarkPredictor.pointCount else { return nil }
    let eyes = centre(of: Array(shape[42...47])) - centre(of: Array(shape[36...41]))
    // Turned back by the eyes' slope; a face whose eyes are one point is taken as upright.
    let length = (eyes * eyes).sum().squareRoot()
    let level = Similarity(turn: length > 0 ? [eyes.x / length, -eyes.y / length] : [1, 0])
    let upright = shape.map { level($0) }
    let low = upright.reduce(upright[0]) { pointwiseMin($0, $1) }
    let high = upright.reduce(upright[0]) { pointwiseMax($0, $1) }
    // The same growth and rise as in CVision's Thumbnail.cpp: hair needs more room than the chin.
    let side = (high - low).max() * 1.45
    guard side > 0, side.isFinite else { return nil }
    let scale = Double(size) / side
    let middle = (low + high) / 2 - SIMD2(0, side * 0.1)
    self.size = size
    reference = upright.map { ($0 - middle) * scale + Double(size - 1) / 2 }
  }

  /// A shape where it lies over the reference as well as it can, px of the canvas; nil where it has
  /// no extent.
  public func place(_ shape: [SIMD2<Double>]) -> [SIMD2<Double>]? {
    guard shape.count == reference.count, let onto = Similarity(shape, onto: reference) else {
      return nil
    }
    return shape.map { onto($0) }
  }
}
