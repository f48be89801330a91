/// How vectors are put on a common scale before distances are taken. Kept with a saved model, so
/// that new faces go through the same scaling.
public struct Scaling: Sendable, Equatable {
  /// Subtracted from each column.
  public let means: [Double]

  /// Divides each column afterwards; never 0.
  public let deviations: [Double]

  /// A `dimensions` × `dimensions` matrix, row-major, that the z-scored row is multiplied with from
  /// the right (x · W), or nil.
  public let whitening: [Double]?

  public var dimensions: Int { means.count }

  /// - Precondition: equally many means and deviations, no deviation 0, and a square matrix that
  ///   fits.
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

  /// Mean 0 and population deviation 1 in each column of `vectors`. A column without spread (up to
  /// rounding) keeps deviation 1 and becomes 0: the rule of scikit-learn's StandardScaler. None is
  /// below the least normal double.
  ///
  /// - Complexity: O(count · dimensions).
  public static func zScore(of vectors: Vectors) -> Scaling {
    let means = vectors.columnMeans()
    // Each column in a unit of its own, in which no square is too large or too small for a double.
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
  /// - Complexity: O(count · dimensions), with a matrix O(count · dimensions²).
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
