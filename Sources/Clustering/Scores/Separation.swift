/// Scores of a clustering that need no labels, besides the silhouette. Definitions and edge cases
/// are scikit-learn's.
public struct Separation: Sendable, Equatable {
  /// Variance between clusters over variance within them, each over its degrees of freedom
  /// (Caliński and Harabasz 1974): 0 or more, larger is better. 1 where nothing varies within
  /// clusters.
  public let calinskiHarabasz: Double

  /// For each cluster, the worst ratio of its spread plus another cluster's to the distance of
  /// their centres; the mean of these (Davies and Bouldin 1979): 0 or more, smaller is better.
  public let daviesBouldin: Double

  /// Returns nil unless there are at least two clusters and fewer clusters than rows. Clusters
  /// without rows do not count.
  ///
  /// - Complexity: O(count · dimensions + clusters² · dimensions).
  public init?(_ vectors: Vectors, assignments: [Int]) {
    precondition(assignments.count == vectors.count, "a cluster for each row")
    let encoding = LabelEncoding(ascending: assignments)
    let (clusters, labels) = (encoding.labels, encoding.numbers)
    guard clusters.count >= 2, clusters.count < vectors.count else { return nil }
    let members = encoding.sizes.map { Double($0) }
    let means = vectors.means(of: labels, sizes: encoding.sizes)

    var within = 0.0
    var spreads = [Double](repeating: 0, count: clusters.count)
    for (row, label) in labels.enumerated() {
      let square = squaredDistance(vectors[row], means[label])
      within += square
      spreads[label] += square.squareRoot() / members[label]
    }
    let centre = vectors.columnMeans()[...]
    let between = clusters.indices.reduce(0) {
      $0 + members[$1] * squaredDistance(means[$1], centre)
    }
    calinskiHarabasz =
      within == 0
      ? 1 : between * Double(vectors.count - clusters.count) / (within * Double(clusters.count - 1))

    let nothing = 1e-8
    var worst = [Double](repeating: 0, count: clusters.count)
    var farthest = 0.0
    for first in clusters.indices {
      for second in clusters.indices where second != first {
        let distance = squaredDistance(means[first], means[second]).squareRoot()
        farthest = max(farthest, distance)
        if distance > 0 {
          worst[first] = max(worst[first], (spreads[first] + spreads[second]) / distance)
        }
      }
    }
    let isFlat = spreads.allSatisfy { $0 <= nothing } || farthest <= nothing
    daviesBouldin = isFlat ? 0 : worst.reduce(0, +) / Double(clusters.count)
  }
}

/// Squared Euclidean distance of two rows, for code that need not be fast.
func squaredDistance(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double {
  var sum = 0.0
  for (a, b) in zip(first, second) { sum += (a - b) * (a - b) }
  return sum
}
