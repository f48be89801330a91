/// A small weighted sample of many points, on which the inertia of any centres is about the same as
/// on all of them.
///
/// Lightweight coresets (Bachem, Lucic and Krause 2018): the probability of drawing a point is half
/// uniform, half proportional to its squared distance from the mean, and its weight is the inverse.
/// So small groups far away, which a plain sample would miss, are drawn often.
struct CoresetSampler<L: LaneVector>: Sendable {
  private let table: PointTable<L>
  private let cumulativeSquares: [Double]

  /// - Complexity: O(count · dimensions).
  init(_ table: PointTable<L>) {
    self.table = table
    let origin = SharedMemory<L.Scalar>(repeating: 0, count: table.dimensions)
    var sum = 0.0
    cumulativeSquares = (0..<table.count).map { index in
      let row = table.rows.base + index * table.dimensions
      sum += Double(squaredDistance(row, origin.base, table.dimensions, as: L.self))
      return sum
    }
  }

  /// `size` points, drawn with replacement.
  func sample(_ size: Int, using generator: inout SeededGenerator) -> PointTable<L> {
    let dimensions = table.dimensions
    let total = cumulativeSquares[table.count - 1]
    let rows = SharedMemory<L.Scalar>(repeating: 0, count: size * dimensions)
    let weights = SharedMemory<Double>(repeating: 1, count: size)
    for position in 0..<size {
      let uniform = total <= 0 || generator.nextUnit() < 0.5
      let index =
        uniform
        ? generator.nextIndex(below: table.count)
        : firstIndex(in: cumulativeSquares, reaching: generator.nextUnit() * total)
      let square = cumulativeSquares[index] - (index > 0 ? cumulativeSquares[index - 1] : 0)
      let probability =
        total > 0 ? 0.5 / Double(table.count) + 0.5 * square / total : 1 / Double(table.count)
      weights.base[position] = 1 / (probability * Double(size))
      (rows.base + position * dimensions).update(
        from: table.rows.base + index * dimensions, count: dimensions)
    }
    return PointTable(count: size, dimensions: dimensions, rows: rows, weights: weights)
  }
}
