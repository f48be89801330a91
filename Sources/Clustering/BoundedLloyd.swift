/// One run of Lloyd's algorithm on a table of points, from given centres.
///
/// Points whose centre cannot have changed are left out of the distance computation by bounds: one upper bound to the own
/// centre and one lower bound to each group of centres (Ding et al. 2015, "Yinyang k-means"; with one group it is Hamerly
/// 2010). A group is as many centres as a vector register has lanes. Bounds are kept relative to how far centres have
/// drifted since the start, so that a pass writes only where it computed something.
///
/// Points are handled in chunks of a fixed size; a chunk's changes to the clusters' sums are added in chunk order, so the
/// result is the same bit for bit on any number of threads.
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

  private let chunkSize: Int
  private let chunks: Int
  private let chunkMoves: SharedMemory<Int>
  private let chunkSums: SharedMemory<Double>
  private let chunkMasses: SharedMemory<Double>
  private let chunkSizes: SharedMemory<Int>

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
    chunkSize = max(4096, 4 * k)
    chunks = (table.count + chunkSize - 1) / chunkSize
    chunkMoves = SharedMemory(repeating: 0, count: chunks)
    chunkSums = SharedMemory(repeating: 0, count: chunks * k * table.dimensions)
    chunkMasses = SharedMemory(repeating: 0, count: chunks * k)
    chunkSizes = SharedMemory(repeating: 0, count: chunks * k)
  }

  /// Puts the first centres on these points of the table.
  func placeCentres(at indices: [Int]) {
    for (cluster, index) in indices.enumerated() {
      (centres.base + cluster * table.dimensions).update(
        from: table.rows.base + index * table.dimensions, count: table.dimensions)
    }
  }

  /// Runs until no point changes its cluster, the centres move by less than `tolerance` (sum of squared moves, in the
  /// table's units), or `maxIterations` updates of the centres. `centres` holds the first centres before, the last after.
  func run(maxIterations: Int, tolerance: Double, threads: Int) -> (iterations: Int, converged: Bool) {
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

  /// Inertia of the present labels around their own means, in the table's units: Σ w |x|² - Σ |sum|² / mass.
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
          centres.base + first * table.dimensions, centres.base + second * table.dimensions, table.dimensions,
          as: L.self)
        halfGap.base[first] = min(halfGap.base[first], square)
        halfGap.base[second] = min(halfGap.base[second], square)
      }
    }
    for cluster in 0..<k { halfGap.base[cluster] = halfGap.base[cluster].squareRoot() / 2 }
  }

  /// Gives every point its nearest centre; returns how many points changed.
  private func pass(isFirst: Bool, threads: Int) -> Int {
    Parallel.forEach(chunks, threads: threads) { [self] chunk in
      chunkMoves.base[chunk] = assign(chunk: chunk, isFirst: isFirst)
    }
    var moves = 0
    let width = k * table.dimensions
    for chunk in 0..<chunks where chunkMoves.base[chunk] > 0 {
      moves += chunkMoves.base[chunk]
      for place in 0..<width { sums.base[place] += chunkSums.base[chunk * width + place] }
      for cluster in 0..<k {
        masses.base[cluster] += chunkMasses.base[chunk * k + cluster]
        sizes.base[cluster] += chunkSizes.base[chunk * k + cluster]
      }
    }
    return moves
  }

  private func assign(chunk: Int, isFirst: Bool) -> Int {
    let dimensions = table.dimensions
    let groups = groups
    let lanes = L.lanes
    let rows = table.rows.base
    let labels = labels.base
    let upper = upper.base
    let lower = lower.base
    let drift = drift.base
    let groupDrift = groupDrift.base
    let halfGap = halfGap.base
    let centres = centres.base
    let panels = panels.base
    var moves = 0

    for index in chunk * chunkSize..<min((chunk + 1) * chunkSize, table.count) {
      let row = rows + index * dimensions
      let bounds = lower + index * groups
      let old = Int(labels[index])
      var best = old
      var bestSquare = Scalar.infinity
      var bestDistance = Scalar.infinity
      if !isFirst {
        var floor = bounds[0] - groupDrift[0]
        for group in 1..<max(1, groups) { floor = min(floor, bounds[group] - groupDrift[group]) }
        floor = max(floor, halfGap[old])
        if upper[index] + drift[old] <= floor { continue }
        bestSquare = squaredDistance(row, centres + old * dimensions, dimensions, as: L.self)
        bestDistance = bestSquare.squareRoot()
        upper[index] = bestDistance - drift[old]
        if bestDistance <= floor { continue }
      } else {
        best = 0
      }

      for group in 0..<groups where isFirst || bounds[group] - groupDrift[group] < bestDistance {
        let squares = squaredDistances(row, toPanel: panels + group * lanes * dimensions, dimensions, as: L.self)
        let least = squares.leastLane()
        let isOwnGroup = best / lanes == group
        if !isOwnGroup && least >= bestSquare {
          bounds[group] = least.squareRoot() + groupDrift[group]
          continue
        }
        let (lane, second) = squares.laneAndRest(of: least)
        bounds[group] = second.squareRoot() + groupDrift[group]
        if !isOwnGroup {
          // The former best now counts among the others of its group.
          let former = best / lanes
          bounds[former] = min(bounds[former], bestDistance + groupDrift[former])
        }
        best = group * lanes + lane
        bestSquare = least
        bestDistance = least.squareRoot()
      }
      upper[index] = bestDistance - drift[best]
      guard best != old else { continue }
      if moves == 0 { clearChanges(chunk) }
      moves += 1
      labels[index] = Int32(truncatingIfNeeded: best)
      note(chunk, row, weight: table.weights?.base[index] ?? 1, from: old, to: best)
    }
    return moves
  }

  private func clearChanges(_ chunk: Int) {
    let width = k * table.dimensions
    (chunkSums.base + chunk * width).update(repeating: 0, count: width)
    (chunkMasses.base + chunk * k).update(repeating: 0, count: k)
    (chunkSizes.base + chunk * k).update(repeating: 0, count: k)
  }

  @inline(__always)
  private func note(_ chunk: Int, _ row: UnsafePointer<Scalar>, weight: Double, from old: Int, to new: Int) {
    let dimensions = table.dimensions
    let changes = chunkSums.base + chunk * k * dimensions
    let target = changes + new * dimensions
    for column in 0..<dimensions { target[column] += weight * Double(row[column]) }
    chunkMasses.base[chunk * k + new] += weight
    chunkSizes.base[chunk * k + new] += 1
    guard old >= 0 else { return }
    let source = changes + old * dimensions
    for column in 0..<dimensions { source[column] -= weight * Double(row[column]) }
    chunkMasses.base[chunk * k + old] -= weight
    chunkSizes.base[chunk * k + old] -= 1
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

  /// Gives each empty cluster the point that lies farthest from its centre, as scikit-learn does. Nothing happens where
  /// all points lie on their centres (there are fewer different points than clusters).
  private func fillEmptyClusters() {
    let dimensions = table.dimensions
    for cluster in 0..<k where sizes.base[cluster] == 0 {
      var farthest = -1
      var greatest: Scalar = 0
      for index in 0..<table.count where sizes.base[Int(labels.base[index])] > 1 {
        let square = squaredDistance(
          table.rows.base + index * dimensions, centres.base + Int(labels.base[index]) * dimensions, dimensions,
          as: L.self)
        if square > greatest { (farthest, greatest) = (index, square) }
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
      // Its bounds say nothing any more: let the next pass look at it.
      upper.base[farthest] = .infinity
      for group in 0..<groups { lower.base[farthest * groups + group] = -.infinity }
    }
  }
}
