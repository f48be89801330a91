/// The mean of shapes regardless of their position, size and rotation: generalised Procrustes
/// analysis (Gower 1975).
///
/// - Parameter shapes: shapes with the same number of points. Those without extent, or with a
///   coordinate that is not finite, are left out.
/// - Returns: the mean, centred at (0, 0), with a root mean square distance of 1 from there, and
///   with the orientation of the first shape; nil where there is no shape.
/// - Complexity: O(shapes × points) per round; two or three rounds for faces, ten at most.
public func meanShape(of shapes: some Collection<[SIMD2<Double>]>) -> [SIMD2<Double>]? {
  guard var mean = shapes.lazy.compactMap({ normalized($0) }).first else { return nil }
  for _ in 0..<10 {
    var sum = [SIMD2<Double>](repeating: .zero, count: mean.count)
    for points in shapes {
      guard points.count == mean.count, let onto = Similarity(points, onto: mean) else { continue }
      for (index, point) in points.enumerated() { sum[index] += onto(point) }
    }
    // Shapes that cancel each other out have no mean; use the one from the previous round.
    guard let next = normalized(sum) else { return mean }
    let change = zip(mean, next).reduce(0) { $0 + (($1.0 - $1.1) * ($1.0 - $1.1)).sum() }
    mean = next
    if change / Double(mean.count) < 1e-12 { break }
  }
  return mean
}

/// Centred at (0, 0), with a root mean square distance of 1 from there; nil where that is
/// impossible.
private func normalized(_ points: [SIMD2<Double>]) -> [SIMD2<Double>]? {
  let middle = centre(of: points)
  let square =
    points.reduce(0) { $0 + (($1 - middle) * ($1 - middle)).sum() } / Double(max(1, points.count))
  guard square > 0, square.isFinite else { return nil }
  let size = square.squareRoot()
  return points.map { ($0 - middle) / size }
}

/// The mean of faces' shapes.
public func meanShape(of faces: some Collection<Landmarks>) -> Landmarks? {
  meanShape(of: faces.lazy.map(\.points)).flatMap { Landmarks($0) }
}
