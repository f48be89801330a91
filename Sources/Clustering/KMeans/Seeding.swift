import Glibc

/// How the first centres of a k-means start are chosen.
public enum Initialisation: String, Sendable, CaseIterable {
  /// Prefers points far from the centres chosen so far (Arthur and Vassilvitskii 2007): the best of
  /// 2 + ln k candidates for each centre, as in scikit-learn, followed by k steps of local search
  /// (`LocalSearch`).
  case plusPlus = "k-means++"

  /// k different points, each as likely as any other.
  case random
}

extension PointTable {
  /// Indices of `k` points to start from. With fewer than `k` different points, some of them are
  /// equal.
  ///
  /// - Complexity: O(count · k · log k · dimensions).
  func seeds(_ k: Int, _ initialisation: Initialisation, using generator: inout SeededGenerator)
    -> [Int]
  {
    switch initialisation {
    case .plusPlus:
      let seeds = plusPlusSeeds(k, using: &generator)
      var search = LocalSearch(self, seeds: seeds)
      return search.improved(steps: k, using: &generator)
    case .random: return randomSeeds(k, using: &generator)
    }
  }

  private func randomSeeds(_ k: Int, using generator: inout SeededGenerator) -> [Int] {
    guard let weights else { return generator.nextIndices(k, below: count) }
    var cumulative = [Double](repeating: 0, count: count)
    var sum = 0.0
    for index in 0..<count {
      sum += weights.base[index]
      cumulative[index] = sum
    }
    return (0..<k).map { _ in firstIndex(in: cumulative, reaching: generator.nextUnit() * sum) }
  }

  private func plusPlusSeeds(_ k: Int, using generator: inout SeededGenerator) -> [Int] {
    let trials = 2 + Int(log(Double(k)))
    let panels = panelCount(trials, as: L.self)
    let width = panels * L.lanes
    let candidateRows = SharedMemory<L.Scalar>(repeating: 0, count: trials * dimensions)
    let candidatePanels = SharedMemory<L.Scalar>(repeating: 0, count: width * dimensions)
    let candidateDistances = SharedMemory<L.Scalar>(repeating: 0, count: width * count)
    let closest = SharedMemory<L.Scalar>(repeating: 0, count: count)
    var cumulative = [Double](repeating: 0, count: count)

    var chosen: [Int] = randomSeeds(1, using: &generator)
    let first = rows.base + chosen[0] * dimensions
    for index in 0..<count {
      closest.base[index] = squaredDistance(
        rows.base + index * dimensions, first, dimensions, as: L.self)
    }

    while chosen.count < k {
      let potential = accumulate(closest.base, into: &cumulative)
      let candidates = (0..<trials).map { _ in
        potential > 0
          ? firstIndex(in: cumulative, reaching: generator.nextUnit() * potential)
          : generator.nextIndex(below: count)
      }
      for (trial, candidate) in candidates.enumerated() {
        (candidateRows.base + trial * dimensions).update(
          from: rows.base + candidate * dimensions, count: dimensions)
      }
      fillPanels(
        candidatePanels.base, from: candidateRows.base, count: trials, dimensions, as: L.self)
      let potentials = potentials(
        of: candidatePanels.base, panels: panels, closest: closest.base,
        distances: candidateDistances.base)
      let best = (0..<trials).reduce(0) { potentials[$1] < potentials[$0] ? $1 : $0 }
      for index in 0..<count { closest.base[index] = candidateDistances.base[index * width + best] }
      chosen.append(candidates[best])
    }
    return chosen
  }

  /// What the inertia would be with each candidate as an additional centre; `distances` receives
  /// each point's distance to its nearest centre in that case.
  private func potentials(
    of candidates: UnsafePointer<L.Scalar>, panels: Int, closest: UnsafePointer<L.Scalar>,
    distances: UnsafeMutablePointer<L.Scalar>
  ) -> [Double] {
    let width = panels * L.lanes
    var totals = [Double](repeating: 0, count: width)
    for panel in 0..<panels {
      let source = candidates + panel * L.lanes * dimensions
      // A few points at a time are summed in the engine's precision, and those sums in double
      // precision.
      for start in stride(from: 0, to: count, by: 64) {
        var sums = L.broadcast(0)
        for index in start..<min(start + 64, count) {
          let row = rows.base + index * dimensions
          var nearest = squaredDistances(row, toPanel: source, dimensions, as: L.self)
          nearest = nearest.lesser(L.broadcast(closest[index]))
          nearest.store(to: distances + index * width + panel * L.lanes)
          if let weights {
            sums = sums.plus(nearest.times(L.broadcast(L.Scalar(weights.base[index]))))
          } else {
            sums = sums.plus(nearest)
          }
        }
        withUnsafeTemporaryAllocation(of: L.Scalar.self, capacity: L.lanes) { lanes in
          guard let base = lanes.baseAddress else { return }
          sums.store(to: base)
          for lane in 0..<L.lanes { totals[panel * L.lanes + lane] += Double(lanes[lane]) }
        }
      }
    }
    return totals
  }

  private func accumulate(_ closest: UnsafePointer<L.Scalar>, into cumulative: inout [Double])
    -> Double
  {
    var sum = 0.0
    for index in 0..<count {
      sum += Double(closest[index]) * (weights?.base[index] ?? 1)
      cumulative[index] = sum
    }
    return sum
  }
}

/// The first index whose running sum exceeds `value`; if rounding leaves none, the last index at
/// which the sum grows.
func firstIndex(in cumulative: [Double], reaching value: Double) -> Int {
  var low = 0
  var high = cumulative.count - 1
  let target = min(value, cumulative[high].nextDown)
  while low < high {
    let middle = (low + high) / 2
    if cumulative[middle] > target { high = middle } else { low = middle + 1 }
  }
  return low
}
