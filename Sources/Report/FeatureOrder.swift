/// Orders the features by how much the clusters differ in them: by the share of a feature's
/// variance that is between the clusters (the correlation ratio, eta squared; Fisher 1925).
package struct FeatureOrder: Sendable, Equatable {
  /// Indices of the features, the largest share first, ties in the original order; those without a
  /// share last.
  package var indices: [Int]
  /// One per feature, 0…1; nil with fewer than two clusters, or without variance.
  package var shares: [Double?]

  /// - Parameter clusters: for each cluster, one summary per feature, over its faces.
  /// - Complexity: O(clusters × features).
  package init(_ clusters: [[Summary?]], count: Int) {
    let shares = (0..<count).map { feature in
      shareBetween(clusters.compactMap { $0.indices.contains(feature) ? $0[feature] : nil })
    }
    self.shares = shares
    indices = (0..<count).sorted { left, right in
      let (a, b) = (shares[left] ?? -1, shares[right] ?? -1)
      return a != b ? a > b : left < right
    }
  }
}

/// The share of the variance that is between some groups.
private func shareBetween(_ groups: [Summary]) -> Double? {
  guard groups.count > 1 else { return nil }
  let count = groups.reduce(0) { $0 + Double($1.count) }
  let mean = groups.reduce(0) { $0 + Double($1.count) * $1.mean } / count
  let between = groups.reduce(0) {
    $0 + Double($1.count) * ($1.mean - mean) * ($1.mean - mean)
  }
  let within = groups.reduce(0) { $0 + Double($1.count) * $1.deviation * $1.deviation }
  let share = between / (between + within)
  return share.isFinite ? share : nil
}
