extension Steadiness {
  /// The mean steadiness of rows with given clusters; nil with a single cluster.
  ///
  /// - Parameters:
  ///   - assignments: the nearest centre of each row.
  ///   - limit: with more rows than this, only this many, evenly spread, are used.
  /// - Complexity: O(limit · centres · (dimensions + draws)).
  public func mean(
    of vectors: Vectors, assignments: [Int], limit: Int = Silhouette.defaultLimit
  ) -> Double? {
    let step = max(1, (vectors.count + limit - 1) / limit)
    var (sum, count) = (0.0, 0)
    for row in stride(from: 0, to: vectors.count, by: step) {
      guard let share = self(Array(vectors[row]), in: assignments[row]) else { return nil }
      sum += share
      count += 1
    }
    return count > 0 ? sum / Double(count) : nil
  }
}

extension Scaling {
  /// The same scaling, followed by a division by `unit`; no deviation becomes 0.
  public func divided(by unit: Double) -> Scaling {
    Scaling(
      means: means, deviations: deviations.map { max($0 * unit, .leastNormalMagnitude) },
      whitening: whitening)
  }
}
