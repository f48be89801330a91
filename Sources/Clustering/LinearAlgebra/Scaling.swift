/// How vectors are put on a common scale before distances are computed. Saved with a model, so that
/// new faces are scaled in the same way.
public struct Scaling: Sendable, Equatable {
  /// Subtracted from each column.
  public let means: [Double]

  /// Each column is then divided by these; never 0.
  public let deviations: [Double]

  /// A row-major `dimensions` × `dimensions` matrix W that the z-scored row x is multiplied by (x ·
  /// W), or nil.
  public let whitening: [Double]?

  public var dimensions: Int { means.count }

  /// - Precondition: as many means as deviations, no deviation 0, and a square matrix of that size.
  public init(means: [Double], deviations: [Double], whitening: [Double]? = nil) {
    precondition(
      means.count == deviations.count && !deviations.contains(0),
      "a mean and a deviation for each column")
    precondition(whitening.map { $0.count == means.count * means.count } ?? true, "a square matrix")
    self.means = means
    self.deviations = deviations
    self.whitening = whitening
  }

  /// Leaves vectors as they are.
  public static func none(dimensions: Int) -> Scaling {
    Scaling(
      means: [Double](repeating: 0, count: dimensions),
      deviations: [Double](repeating: 1, count: dimensions))
  }

  /// Scales each column of `vectors` to mean 0 and population deviation 1. A column without spread
  /// (up to rounding) gets deviation 1 and becomes 0, as in scikit-learn's StandardScaler. No
  /// deviation is below the smallest normal double.
  ///
  /// - Complexity: O(count · dimensions).
  public static func zScore(of vectors: Vectors) -> Scaling {
    let means = vectors.columnMeans()
    // Each column has a unit of its own, so that no square is too large or too small for a double.
    let units = vectors.columnUnits(around: means)
    let variances = vectors.columnVariances(around: means, units: units)
    let count = Double(vectors.count)
    let deviations = means.indices.map { column in
      let (variance, unit) = (variances[column], units[column])
      let error = count * (means[column] / unit) * Double.ulpOfOne
      let rounding = count * Double.ulpOfOne * variance + error * error
      return variance <= rounding ? 1 : max(variance.squareRoot() * unit, .leastNormalMagnitude)
    }
    return Scaling(means: means, deviations: deviations)
  }

  /// The scaled copy of `vectors`.
  ///
  /// - Complexity: O(count · dimensions); with a matrix, O(count · dimensions²).
  public func callAsFunction(_ vectors: Vectors) -> Vectors {
    precondition(vectors.dimensions == dimensions, "vectors of another length")
    if self == .none(dimensions: dimensions) { return vectors }
    var result = Vectors(dimensions: dimensions)
    result.reserveCapacity(vectors.count)
    vectors.forEachRow { result.append(scaled($0)) }
    return result
  }

  /// One scaled row.
  public func callAsFunction(_ row: some Collection<Double>) -> [Double] {
    precondition(row.count == dimensions, "a row of another length")
    return Array(row).withUnsafeBufferPointer { scaled($0) }
  }

  private func scaled(_ row: UnsafeBufferPointer<Double>) -> [Double] {
    var scaled = [Double](repeating: 0, count: dimensions)
    for column in 0..<dimensions {
      scaled[column] = (row[column] - means[column]) / deviations[column]
    }
    guard let whitening else { return scaled }
    var whitened = [Double](repeating: 0, count: dimensions)
    for inner in 0..<dimensions {
      for column in 0..<dimensions {
        whitened[column] += scaled[inner] * whitening[inner * dimensions + column]
      }
    }
    return whitened
  }
}
