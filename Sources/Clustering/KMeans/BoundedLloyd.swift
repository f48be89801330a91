import Threads

/// One run of Lloyd's algorithm on a table of points, from given centres.
///
/// Bounds tell which points cannot have changed their centre, and no distances are computed for
/// these: for each point there is an upper bound on the distance to its own centre, and a lower
/// bound on the distance to each group of centres (Ding et al. 2015, "Yinyang k-means"; with one
/// group it is Hamerly 2010). A group has as many centres as a vector register has lanes. Bounds
/// are stored relative to how far centres have drifted since the start, so that a pass writes only
/// where it computed something.
///
/// Points are processed in chunks of a fixed size. The chunks' changes to the clusters' sums are
/// added in chunk order, so the result is the same bit for bit on any number of threads.
final class BoundedLloyd<L: LaneVector>: Sendable {
  typealias Scalar = L.Scalar

  let table: PointTable<L>
  let k: Int
  let groups: Int
  let centres: SharedMemory<Scalar>
  let labels: SharedMemory<Int32>
  let sizes: SharedMemory<Int>

  private let panels: SharedMemory<Scalar>
  private let upper: SharedMemory<Scalar>
  private let lower: SharedMemory<Scalar>
  private let drift: SharedMemory<Scalar>
  private let groupDrift: SharedMemory<Scalar>
  private let groupMove: SharedMemory<Scalar>
  private let halfGap: SharedMemory<Scalar>
  private let sums: SharedMemory<Double>
  private let masses: SharedMemory<Double>

  private let changes: ChunkChanges<Scalar>

  init(_ table: PointTable<L>, k: Int) {
    self.table = table
    self.k = k
    groups = panelCount(k, as: L.self)
    centres = SharedMemory(repeating: 0, count: k * table.dimensions)
    labels = SharedMemory(repeating: -1, count: table.count)
    sizes = SharedMemory(repeating: 0, count: k)
    panels = SharedMemory(repeating: 0, count: groups * L.lanes * table.dimensions)
    upper = SharedMemory(repeating: 0, count: table.count)
    lower = SharedMemory(repeating: 0, count: table.count * groups)
    drift = SharedMemory(repeating: 0, count: k)
    groupDrift = SharedMemory(repeating: 0, count: groups)
    groupMove = SharedMemory(repeating: 0, count: groups)
    halfGap = SharedMemory(repeating: 0, count: k)
    sums = SharedMemory(repeating: 0, count: k * table.dimensions)
    masses = SharedMemory(repeating: 0, count: k)
    changes = ChunkChanges(points: table.count, k: k, dimensions: table.dimensions)
  }

  /// Puts the first centres on these points of the table.
  func placeCentres(at indices: [Int]) {
    for (cluster, index) in indices.enumerated() {
      (centres.base + cluster * table.dimensions).update(
        from: table.rows.base + index * table.dimensions, count: table.dimensions)
    }
  }

  /// Runs until no point changes its cluster, the centres move by no more than `tolerance` (sum of
  /// squared moves, in the table's units), or the centres have been updated `maxIterations` times.
  /// `centres` holds the initial centres before the call and the final ones after it.
  func run(
    maxIterations: Int, tolerance: Double, threads: Int
  ) -> (iterations: Int, converged: Bool) {
    restart()
    _ = pass(isFirst: true, threads: threads)
    for iteration in 1...max(1, maxIterations) {
      fillEmptyClusters()
      if moveCentres() <= tolerance { return (iteration, true) }
      if iteration == maxIterations { break }
      if pass(isFirst: false, threads: threads) == 0 { return (iteration, true) }
    }
    return (maxIterations, false)
  }

  /// Assigns every point to `centres`; returns the inertia around the clusters' means.
  func inertiaAfterAssignment(threads: Int) -> Double {
    restart()
    _ = pass(isFirst: true, threads: threads)
    return inertia
  }

  /// Inertia of the current labels around their own means, in the table's units: Σ w |x|² - Σ
  /// |sum|² / mass.
  var inertia: Double {
    var explained = 0.0
    for cluster in 0..<k where masses.base[cluster] > 0 {
      let sum = sums.base + cluster * table.dimensions
      var square = 0.0
      for column in 0..<table.dimensions { square += sum[column] * sum[column] }
      explained += square / masses.base[cluster]
    }
    return max(0, table.squareSum - explained)
  }

  private func restart() {
    labels.fill(-1)
    for memory in [drift, groupDrift] { memory.fill(0) }
    for memory in [sums, masses] { memory.fill(0) }
    sizes.fill(0)
    prepareCentres()
  }

  private func prepareCentres() {
    fillPanels(panels.base, from: centres.base, count: k, table.dimensions, as: L.self)
    halfGap.fill(.infinity)
    for first in 0..<k {
      for second in 0..<first {
        let square = squaredDistance(
          centres.base + first * table.dimensions, centres.base + second * table.dimensions,
          table.dimensions, as: L.self)
        halfGap.base[first] = min(halfGap.base[first], square)
        halfGap.base[second] = min(halfGap.base[second], square)
      }
    }
    for cluster in 0..<k { halfGap.base[cluster] = halfGap.base[cluster].squareRoot() / 2 }
  }

  /// Assigns every point to its nearest centre; returns how many points changed cluster.
  private func pass(isFirst: Bool, threads: Int) -> Int {
    Parallel.forEach(changes.count, threads: threads) { [self] in
      assign(chunk: $0, isFirst: isFirst)
    }
    return changes.add(to: sums, masses: masses, sizes: sizes)
  }

  private func assign(chunk: Int, isFirst: Bool) {
    let search = BoundedSearch<L>(
      dimensions: table.dimensions, groups: groups, rows: table.rows.base, centres: centres.base,
      panels: panels.base, labels: labels.base, upper: upper.base, lower: lower.base,
      drift: drift.base, groupDrift: groupDrift.base, halfGap: halfGap.base)
    let labels = labels.base
    changes.begin(chunk)
    for point in chunk * changes.size..<min((chunk + 1) * changes.size, table.count) {
      let start = isFirst ? BoundedSearch<L>.Nearest(cluster: 0) : search.ownCentre(of: point)
      guard let start else { continue }
      let best = search.nearest(to: point, from: start, isFirst: isFirst)
      search.upper[point] = best.distance - search.drift[best.cluster]
      let old = Int(labels[point])
      guard best.cluster != old else { continue }
      labels[point] = Int32(truncatingIfNeeded: best.cluster)
      changes.move(
        search.rows + point * search.dimensions, weight: table.weights?.base[point] ?? 1,
        from: old, to: best.cluster, in: chunk)
    }
  }

  /// Moves each centre to the mean of its points; returns the sum of the squared moves.
  private func moveCentres() -> Double {
    let dimensions = table.dimensions
    var total = 0.0
    for cluster in 0..<k where masses.base[cluster] > 0 && sizes.base[cluster] > 0 {
      let centre = centres.base + cluster * dimensions
      let sum = sums.base + cluster * dimensions
      var square = 0.0
      for column in 0..<dimensions {
        let mean = Scalar(sum[column] / masses.base[cluster])
        let move = Double(mean) - Double(centre[column])
        square += move * move
        centre[column] = mean
      }
      total += square
      let move = Scalar(square.squareRoot()).nextUp
      drift.base[cluster] += move
      let group = cluster / L.lanes
      groupMove.base[group] = max(groupMove.base[group], move)
    }
    for group in 0..<groups {
      groupDrift.base[group] += groupMove.base[group]
      groupMove.base[group] = 0
    }
    prepareCentres()
    return total
  }

  /// Gives each empty cluster the point that is farthest from its centre, as scikit-learn does.
  /// Nothing happens where every point coincides with its centre (fewer different points than
  /// clusters).
  private func fillEmptyClusters() {
    let dimensions = table.dimensions
    for cluster in 0..<k where sizes.base[cluster] == 0 {
      var farthest = -1
      var maximum: Scalar = 0
      for index in 0..<table.count where sizes.base[Int(labels.base[index])] > 1 {
        let square = squaredDistance(
          table.rows.base + index * dimensions, centres.base + Int(labels.base[index]) * dimensions,
          dimensions, as: L.self)
        if square > maximum { (farthest, maximum) = (index, square) }
      }
      guard farthest >= 0 else { return }
      let old = Int(labels.base[farthest])
      let row = table.rows.base + farthest * dimensions
      let weight = table.weights?.base[farthest] ?? 1
      for column in 0..<dimensions {
        sums.base[old * dimensions + column] -= weight * Double(row[column])
        sums.base[cluster * dimensions + column] = weight * Double(row[column])
      }
      masses.base[old] -= weight
      masses.base[cluster] = weight
      sizes.base[old] -= 1
      sizes.base[cluster] = 1
      labels.base[farthest] = Int32(truncatingIfNeeded: cluster)
      // Its bounds are no longer valid: let the next pass look at it.
      upper.base[farthest] = .infinity
      for group in 0..<groups { lower.base[farthest * groups + group] = -.infinity }
    }
  }
}
