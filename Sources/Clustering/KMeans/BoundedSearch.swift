/// The bounds and centres that a pass of `BoundedLloyd` reads for each point, as plain pointers:
/// fetching these again in the innermost loop would cost time.
struct BoundedSearch<L: LaneVector> {
  typealias Scalar = L.Scalar

  let dimensions: Int
  let groups: Int
  let rows: UnsafePointer<Scalar>
  let centres: UnsafePointer<Scalar>
  let panels: UnsafePointer<Scalar>
  let labels: UnsafePointer<Int32>
  let upper: UnsafeMutablePointer<Scalar>
  let lower: UnsafeMutablePointer<Scalar>
  let drift: UnsafePointer<Scalar>
  let groupDrift: UnsafePointer<Scalar>
  let halfGap: UnsafePointer<Scalar>

  /// A centre, and its distance from the point.
  struct Nearest {
    var cluster: Int
    var square = Scalar.infinity
    var distance = Scalar.infinity
  }

  /// A point's own centre; nil where the bounds show that it is still the nearest.
  @inline(__always)
  func ownCentre(of point: Int) -> Nearest? {
    let bounds = lower + point * groups
    let own = Int(labels[point])
    var floor = bounds[0] - groupDrift[0]
    for group in 1..<max(1, groups) { floor = min(floor, bounds[group] - groupDrift[group]) }
    floor = max(floor, halfGap[own])
    if upper[point] + drift[own] <= floor { return nil }
    let square = squaredDistance(
      rows + point * dimensions, centres + own * dimensions, dimensions, as: L.self)
    let distance = square.squareRoot()
    upper[point] = distance - drift[own]
    return distance <= floor ? nil : Nearest(cluster: own, square: square, distance: distance)
  }

  /// The nearest centre to a point among the groups that the bounds do not rule out. Updates the
  /// lower bounds of these groups.
  ///
  /// - Parameter start: the nearest centre known so far; any centre, at an infinite distance, if
  ///   `isFirst`.
  @inline(__always)
  func nearest(to point: Int, from start: Nearest, isFirst: Bool) -> Nearest {
    let row = rows + point * dimensions
    let bounds = lower + point * groups
    let lanes = L.lanes
    var best = start
    for group in 0..<groups where isFirst || bounds[group] - groupDrift[group] < best.distance {
      let squares = squaredDistances(
        row, toPanel: panels + group * lanes * dimensions, dimensions, as: L.self)
      let least = squares.leastLane()
      let isOwnGroup = best.cluster / lanes == group
      if !isOwnGroup && least >= best.square {
        bounds[group] = least.squareRoot() + groupDrift[group]
        continue
      }
      let (lane, second) = squares.laneAndRest(of: least)
      bounds[group] = second.squareRoot() + groupDrift[group]
      if !isOwnGroup {
        // The previous best is now one of the other centres of its group.
        let former = best.cluster / lanes
        bounds[former] = min(bounds[former], best.distance + groupDrift[former])
      }
      best = Nearest(
        cluster: group * lanes + lane, square: least, distance: least.squareRoot())
    }
    return best
  }
}
