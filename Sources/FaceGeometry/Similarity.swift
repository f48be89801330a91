import CFaceGeometry

/// A rotation, scaling and translation of the plane, without mirroring: z' = turn · z + shift, in
/// complex numbers.
public struct Similarity: Sendable, Equatable {
  /// Scale · (cos, sin) of the angle.
  public var turn: SIMD2<Double>
  public var shift: SIMD2<Double>

  public init(turn: SIMD2<Double> = [1, 0], shift: SIMD2<Double> = [0, 0]) {
    self.turn = turn
    self.shift = shift
  }

  /// The similarity that brings `points` nearest to `targets`, in least squares (Umeyama 1991, in
  /// the plane).
  ///
  /// - Precondition: there are as many points as targets.
  /// - Returns: nil where the points are all equal, or a coordinate is not finite.
  /// - Complexity: O(points).
  public init?(_ points: [SIMD2<Double>], onto targets: [SIMD2<Double>]) {
    precondition(points.count == targets.count, "a target for each point")
    let (from, to) = (centre(of: points), centre(of: targets))
    let best = withNumbers(of: points) { points in
      withNumbers(of: targets) { targets in
        face_turn_onto(
          points.baseAddress, face_place(x: from.x, y: from.y), targets.baseAddress,
          face_place(x: to.x, y: to.y), points.count / 2)
      }
    }
    guard best.cosine.isFinite, best.sine.isFinite else { return nil }
    turn = [best.cosine, best.sine]
    shift = to - times(turn, from)
  }

  public func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    times(turn, point) + shift
  }

  /// The factor by which distances grow.
  public var scale: Double { (turn * turn).sum().squareRoot() }

  /// The composition: first this one, then the other.
  public func then(_ next: Similarity) -> Similarity {
    Similarity(turn: times(next.turn, turn), shift: next(shift))
  }

  /// The inverse; not finite where everything is mapped to one point.
  public var inverse: Similarity {
    let back = SIMD2(turn.x, -turn.y) / (turn * turn).sum()
    return Similarity(turn: back, shift: -times(back, shift))
  }
}

/// The product of two complex numbers.
private func times(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
  [a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x]
}

/// Passes the points' coordinates to C functions: x, y, x, y …
private func withNumbers<Result>(
  of points: [SIMD2<Double>], _ body: (UnsafeBufferPointer<Double>) -> Result
) -> Result {
  points.withUnsafeBytes { body($0.bindMemory(to: Double.self)) }
}

/// The mean of some points; zero where there are none.
public func centre(of points: [SIMD2<Double>]) -> SIMD2<Double> {
  points.reduce(.zero, +) / Double(max(1, points.count))
}
