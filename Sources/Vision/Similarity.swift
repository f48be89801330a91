/// A turn, a scaling and a shift of the plane, without mirroring: z' = turn · z + shift, as complex numbers.
public struct Similarity: Sendable, Equatable {
  /// Scale · (cos, sin) of the angle.
  public var turn: SIMD2<Double>
  public var shift: SIMD2<Double>

  public init(turn: SIMD2<Double> = [1, 0], shift: SIMD2<Double> = [0, 0]) {
    self.turn = turn
    self.shift = shift
  }

  /// The one that brings `points` nearest to `targets`, in least squares (Umeyama 1991, in the plane).
  ///
  /// - Precondition: equally many points and targets.
  /// - Returns: nil where the points are all one, or a coordinate is not finite.
  /// - Complexity: O(points).
  public init?(_ points: [SIMD2<Double>], onto targets: [SIMD2<Double>]) {
    precondition(points.count == targets.count, "a target for each point")
    let (from, to) = (centre(of: points), centre(of: targets))
    var (product, square) = (SIMD2<Double>.zero, 0.0)
    for (point, target) in zip(points, targets) {
      let (p, q) = (point - from, target - to)
      product += [p.x * q.x + p.y * q.y, p.x * q.y - p.y * q.x]
      square += (p * p).sum()
    }
    let turn = product / square
    guard square > 0, turn.x.isFinite, turn.y.isFinite else { return nil }
    self.turn = turn
    shift = to - times(turn, from)
  }

  public func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    times(turn, point) + shift
  }
}

/// The product of two complex numbers.
private func times(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
  [a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x]
}

/// The mean of some points; zero for none.
package func centre(of points: [SIMD2<Double>]) -> SIMD2<Double> {
  points.reduce(.zero, +) / Double(max(1, points.count))
}
