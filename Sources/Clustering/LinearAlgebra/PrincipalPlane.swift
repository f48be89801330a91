/// The plane in which vectors vary most: the first two principal axes (Pearson 1901; Hotelling
/// 1933).
public struct PrincipalPlane: Sendable {
  /// The mean of the vectors: the plane's origin.
  public let centre: [Double]
  /// Unit vectors, the one with more variance first; the largest component of each is positive.
  /// Only one where the vectors have a single number.
  public let axes: Vectors
  /// The share of the total variance on each of the two axes, 0…1; 0 for a missing axis.
  public let explained: SIMD2<Double>

  /// - Complexity: O(count · dimensions² + dimensions³).
  public init(of vectors: Vectors) {
    let covariance = SymmetricMatrix(covarianceOf: vectors)
    let (values, eigenvectors) = covariance.eigen()
    let total = covariance.trace
    centre = vectors.columnMeans()
    axes = eigenvectors.rows(at: 0..<min(2, eigenvectors.count))
    func share(_ axis: Int) -> Double {
      guard axis < values.count, total > 0 else { return 0 }
      return max(0, values[axis]) / total
    }
    explained = [share(0), share(1)]
  }

  /// The position of a vector on the plane.
  public func callAsFunction(_ vector: some Collection<Double>) -> SIMD2<Double> {
    precondition(vector.count == centre.count, "a vector of another length")
    var point = SIMD2<Double>.zero
    for axis in 0..<axes.count {
      var sum = 0.0
      for (index, (value, middle)) in zip(vector, centre).enumerated() {
        sum += (value - middle) * axes.values[axis * axes.dimensions + index]
      }
      point[axis] = sum
    }
    return point
  }
}
