import Threads

/// Distances from a few rows at a time to all rows, shared by what looks at all pairs.
struct NeighbourDistances: Sendable {
  typealias Lanes = SIMD4<Double>

  let vectors: Vectors

  /// Calls `body` for every one of `queries` (indices of rows) with its place in `queries` and the
  /// squared distances to all rows, of which number `r` stands at `r * stride`. On several threads
  /// at once: `body` writes only what belongs to its place.
  func forEach(
    _ queries: [Int], threads: Int,
    _ body:
      @escaping @Sendable (_ place: Int, _ squares: UnsafePointer<Double>, _ stride: Int) -> Void
  ) {
    let lanes = Lanes.lanes
    let tiles = (queries.count + lanes - 1) / lanes
    let work = queries.count * vectors.count * vectors.dimensions
    let parts = min(tiles, 64)
    Parallel.forEach(parts, threads: work > 1_000_000 ? threads : 1) { part in
      let panel = SharedMemory<Double>(repeating: 0, count: vectors.dimensions * lanes)
      let squares = SharedMemory<Double>(repeating: 0, count: vectors.count * lanes)
      for tile in tiles * part / parts..<tiles * (part + 1) / parts {
        let places = tile * lanes..<min((tile + 1) * lanes, queries.count)
        fill(squares.base, panel.base, queries[places])
        for place in places { body(place, squares.base + place % lanes, lanes) }
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
