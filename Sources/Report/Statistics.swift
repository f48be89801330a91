/// Mean and spread of one feature over some faces.
package struct Summary: Sendable, Equatable {
  /// The number of faces that have the feature.
  package var count: Int
  package var mean: Double
  /// Standard deviation with divisor n, as in z-scoring for k-means.
  package var deviation: Double

  package init(count: Int, mean: Double, deviation: Double) {
    self.count = count
    self.mean = mean
    self.deviation = deviation
  }
}

/// One summary per feature, over the faces at `indices`; nil where no face has the feature.
///
/// - Complexity: O(faces × features), two passes.
func summaries(of faces: [FaceCard], at indices: some Sequence<Int>, features: Int) -> [Summary?] {
  let indices = Array(indices)
  var sums = [Double](repeating: 0, count: features)
  var counts = [Int](repeating: 0, count: features)
  func visit(_ body: (_ feature: Int, _ value: Double) -> Void) {
    for index in indices {
      for (feature, value) in faces[index].features.prefix(features).enumerated()
      where value.isFinite {
        body(feature, Double(value))
      }
    }
  }
  visit { feature, value in
    sums[feature] += value
    counts[feature] += 1
  }
  let means = zip(sums, counts).map { $0 / Double(max($1, 1)) }
  var squares = [Double](repeating: 0, count: features)
  visit { feature, value in
    squares[feature] += (value - means[feature]) * (value - means[feature])
  }
  return (0..<features).map { feature in
    guard counts[feature] > 0 else { return nil }
    let deviation = (squares[feature] / Double(counts[feature])).squareRoot()
    return Summary(count: counts[feature], mean: means[feature], deviation: deviation)
  }
}
