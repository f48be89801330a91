import Glibc

/// Coordinates in nominal jaw widths; see `FaceParameters` for the origin.
package typealias Point = SIMD2<Double>

/// A curve through all of `points` (Catmull and Rom 1974), with `steps` points per segment.
package func spline(_ points: [Point], closed: Bool = false, steps: Int = 10) -> [Point] {
  guard let first = points.first, let last = points.last, points.count > 1 else { return points }
  let before = closed ? last : 2 * first - points[1]
  let after = closed ? [first, points[1]] : [2 * last - points[points.count - 2]]
  let knots = [before] + points + after
  var curve: [Point] = []
  curve.reserveCapacity(points.count * steps + 1)
  for segment in 0..<(closed ? points.count : points.count - 1) {
    let (a, b, c, d) = (knots[segment], knots[segment + 1], knots[segment + 2], knots[segment + 3])
    let linear: Point = c - a
    let square: Point = 2 * a - 5 * b + 4 * c - d
    let cube: Point = 3 * b - a - 3 * c + d
    for step in 0..<steps {
      let t = Double(step) / Double(steps)
      curve.append(0.5 * (2 * b + t * (linear + t * (square + t * cube))))
    }
  }
  if !closed { curve.append(last) }
  return curve
}

/// A closed polygon of 40 points. `rotation` is in radians.
package func ellipse(
  _ centre: Point, _ radiusX: Double, _ radiusY: Double, rotation: Double = 0
) -> [Point] {
  let count = 40
  let (c, s) = (cos(rotation), sin(rotation))
  return (0..<count).map { index in
    let angle = Double(index) * 2 * Double.pi / Double(count)
    let (x, y) = (radiusX * cos(angle), radiusY * sin(angle))
    return centre + [c * x - s * y, s * x + c * y]
  }
}

/// The outline of a brush stroke along `path`. The taper is the stroke's width at each end, as a
/// fraction of `width`; the stroke reaches its full width within a quarter of the path's points.
package func stroke(
  _ path: [Point], width: Double, taper: (start: Double, end: Double) = (0, 0)
) -> [Point] {
  guard path.count > 1 else { return path }
  let last = path.count - 1
  var left: [Point] = []
  var right: [Point] = []
  for (index, point) in path.enumerated() {
    var direction = path[min(index + 1, last)] - path[max(index - 1, 0)]
    if index > 0 && index < last { direction /= 2 }
    direction /= (direction * direction).sum().squareRoot() + 1e-9
    let t = Double(index) / Double(last)
    let fullness = min(1, taper.start + 4 * t, taper.end + 4 * (1 - t))
    let normal = Point(-direction.y, direction.x) * (width / 2 * fullness)
    left.append(point + normal)
    right.append(point - normal)
  }
  return left + right.reversed()
}

extension [Point] {
  /// Mirrored at the face's midline.
  var mirrored: [Point] { map { [-$0.x, $0.y] } }

  /// Mirrored for -1, unchanged for +1: brings a shape drawn for the right half to either side.
  func onSide(_ side: Double) -> [Point] { map { [side * $0.x, $0.y] } }

  package func moved(x: Double = 0, y: Double) -> [Point] { map { $0 + [x, y] } }
}
