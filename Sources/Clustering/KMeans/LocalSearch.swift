/// Improves seeds by swaps before Lloyd's algorithm takes over (Lattanzi and Sohler 2019): a far
/// point is drawn as k-means++ draws it, and takes the place of that centre whose loss costs least,
/// where the inertia falls by it. A step costs what one candidate of k-means++ costs, and mends
/// what no number of Lloyd's iterations can: two centres in one group and none in another.
struct LocalSearch<L: LaneVector> {
  typealias Scalar = L.Scalar

  private let table: PointTable<L>
  private var seeds: [Int]

  /// For each point its nearest and second nearest seed (places in `seeds`), and the squared
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

  /// The seeds after `steps` tries to swap one.
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
      let (place, newCost) = cheapestSwap(for: candidate)
      if newCost < cost { swap(place, for: candidate) }
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

  /// The seed that the candidate had best replace, and the inertia then.
  private func cheapestSwap(for candidate: Int) -> (place: Int, cost: Double) {
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
    let place = losses.indices.reduce(0) { losses[$1] < losses[$0] ? $1 : $0 }
    return (place, kept + losses[place])
  }

  private mutating func swap(_ place: Int, for candidate: Int) {
    seeds[place] = candidate
    for index in 0..<table.count {
      if nearest.base[index] == place || second.base[index] == place {
        lookUp(index)
        continue
      }
      let new = candidateSquare.base[index]
      if new < nearestSquare.base[index] {
        second.base[index] = nearest.base[index]
        secondSquare.base[index] = nearestSquare.base[index]
        nearest.base[index] = Int32(truncatingIfNeeded: place)
        nearestSquare.base[index] = new
      } else if new < secondSquare.base[index] {
        second.base[index] = Int32(truncatingIfNeeded: place)
        secondSquare.base[index] = new
      }
    }
  }

  private func lookUp(_ index: Int) {
    var best = (place: 0, square: Scalar.infinity)
    var next = best
    for (place, seed) in seeds.enumerated() {
      let square = square(index, seed)
      if square < best.square {
        (next, best) = (best, (place, square))
      } else if square < next.square {
        next = (place, square)
      }
    }
    nearest.base[index] = Int32(truncatingIfNeeded: best.place)
    second.base[index] = Int32(truncatingIfNeeded: next.place)
    nearestSquare.base[index] = best.square
    secondSquare.base[index] = next.square
  }
}
