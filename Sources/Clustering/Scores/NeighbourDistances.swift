import Threads

/// Distances from a few rows at a time to all rows, for the scores that look at all pairs.
struct NeighbourDistances: Sendable {
  typealias Lanes = SIMD4<Double>

  let vectors: Vectors

  /// Calls `body` for each of `queries` (indices of rows) with its position in `queries` and the
  /// squared distances to all rows, that to row `r` at `r * stride`. Runs on several threads:
  /// `body` must write only what belongs to its position.
  func forEach(
    _ queries: [Int], threads: Int,
    _ body:
      @escaping @Sendable (_ position: Int, _ squares: UnsafePointer<Double>, _ stride: Int) -> Void
  ) {
    let lanes = Lanes.lanes
    let tiles = (queries.count + lanes - 1) / lanes
    let work = queries.count * vectors.count * vectors.dimensions
    let parts = min(tiles, 64)
    Parallel.forEach(parts, threads: work > 1_000_000 ? threads : 1) { part in
      let panel = SharedMemory<Double>(repeating: 0, count: vectors.dimensions * lanes)
      let squares = SharedMemory<Double>(repeating: 0, count: vectors.count * lanes)
      for tile in tiles * part / parts..<tiles * (part + 1) / parts {
        let positions = tile * lanes..<min((tile + 1) * lanes, queries.count)
        fill(squares.base, panel.base, queries[positions])
        for position in positions { body(position, squares.base + position % lanes, lanes) }
      }
    }
  }

  private func fill(
    _ squares: UnsafeMutablePointer<Double>, _ panel: UnsafeMutablePointer<Double>,
    _ queries: ArraySlice<Int>
  ) {
    let dimensions = vectors.dimensions
    let own = vectors.rows(at: queries)
    own.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      fillPanels(panel, from: base, count: queries.count, dimensions, as: Lanes.self)
    }
    vectors.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for row in 0..<vectors.count {
        squaredDistances(base + row * dimensions, toPanel: panel, dimensions, as: Lanes.self)
          .store(to: squares + row * Lanes.lanes)
      }
    }
  }
}
