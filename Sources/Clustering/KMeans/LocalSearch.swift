/// Improves seeds by swaps before Lloyd's algorithm takes over (Lattanzi and Sohler 2019): a point
/// far from all seeds is drawn as in k-means++, and replaces the seed whose loss costs least, if
/// that lowers the inertia. A step costs as much as one candidate of k-means++, and mends what no
/// number of Lloyd's iterations can: two centres in one group and none in another.
struct LocalSearch<L: LaneVector> {
  typealias Scalar = L.Scalar

  private let table: PointTable<L>
  private var seeds: [Int]

  /// For each point, its nearest and second nearest seed (indices in `seeds`), and the squared
  /// distances to them.
  private let nearest: SharedMemory<Int32>
  private let second: SharedMemory<Int32>
  private let nearestSquare: SharedMemory<Scalar>
  private let secondSquare: SharedMemory<Scalar>
  private let candidateSquare: SharedMemory<Scalar>
  private var cumulative: [Double]

  init(_ table: PointTable<L>, seeds: [Int]) {
    self.table = table
    self.seeds = seeds
    nearest = SharedMemory(repeating: 0, count: table.count)
    second = SharedMemory(repeating: 0, count: table.count)
    nearestSquare = SharedMemory(repeating: 0, count: table.count)
    secondSquare = SharedMemory(repeating: 0, count: table.count)
    candidateSquare = SharedMemory(repeating: 0, count: table.count)
    cumulative = [Double](repeating: 0, count: table.count)
    for index in 0..<table.count { lookUp(index) }
  }

  /// The seeds after `steps` attempts to swap one.
  ///
  /// - Complexity: O(count · dimensions · (k + steps)).
  mutating func improved(steps: Int, using generator: inout SeededGenerator) -> [Int] {
    guard seeds.count > 1 else { return seeds }
    for _ in 0..<steps {
      var cost = 0.0
      for index in 0..<table.count {
        cost += Double(nearestSquare.base[index]) * weight(index)
        cumulative[index] = cost
      }
      guard cost > 0 else { break }
      let candidate = firstIndex(in: cumulative, reaching: generator.nextUnit() * cost)
      let (slot, newCost) = cheapestSwap(for: candidate)
      if newCost < cost { swap(slot, for: candidate) }
    }
    return seeds
  }

  private func weight(_ index: Int) -> Double { table.weights?.base[index] ?? 1 }

  private func square(_ index: Int, _ other: Int) -> Scalar {
    let dimensions = table.dimensions
    return squaredDistance(
      table.rows.base + index * dimensions, table.rows.base + other * dimensions, dimensions,
      as: L.self)
  }

  /// The seed that the candidate should replace, and the inertia after that swap.
  private func cheapestSwap(for candidate: Int) -> (slot: Int, cost: Double) {
    var kept = 0.0
    var losses = [Double](repeating: 0, count: seeds.count)
    for index in 0..<table.count {
      let new = square(index, candidate)
      candidateSquare.base[index] = new
      let without = min(secondSquare.base[index], new)
      let with = min(nearestSquare.base[index], new)
      kept += Double(with) * weight(index)
      losses[Int(nearest.base[index])] += Double(without - with) * weight(index)
    }
    let slot = losses.indices.reduce(0) { losses[$1] < losses[$0] ? $1 : $0 }
    return (slot, kept + losses[slot])
  }

  private mutating func swap(_ slot: Int, for candidate: Int) {
    seeds[slot] = candidate
    for index in 0..<table.count {
      if nearest.base[index] == slot || second.base[index] == slot {
        lookUp(index)
        continue
      }
      let new = candidateSquare.base[index]
      if new < nearestSquare.base[index] {
        second.base[index] = nearest.base[index]
        secondSquare.base[index] = nearestSquare.base[index]
        nearest.base[index] = Int32(truncatingIfNeeded: slot)
        nearestSquare.base[index] = new
      } else if new < secondSquare.base[index] {
        second.base[index] = Int32(truncatingIfNeeded: slot)
        secondSquare.base[index] = new
      }
    }
  }

  private func lookUp(_ index: Int) {
    var best = (slot: 0, square: Scalar.infinity)
    var next = best
    for (slot, seed) in seeds.enumerated() {
      let square = square(index, seed)
      if square < best.square {
        (next, best) = (best, (slot, square))
      } else if square < next.square {
        next = (slot, square)
      }
    }
    nearest.base[index] = Int32(truncatingIfNeeded: best.slot)
    second.base[index] = Int32(truncatingIfNeeded: next.slot)
    nearestSquare.base[index] = best.square
    secondSquare.base[index] = next.square
  }
}
