/// Draws rows that have the data's covariance or extent, but no groups.
struct ReferenceSampler: Sendable {
  /// Principal axes, one per row, and the scale and offset of the coordinates along each.
  private let axes: Vectors
  private let scales: [Double]
  private let offsets: [Double]
  private let reference: GapStatistic.Reference

  init(_ vectors: Vectors, _ reference: GapStatistic.Reference) {
    let (variances, axes) = SymmetricMatrix(covarianceOf: vectors).eigen()
    self.axes = axes
    self.reference = reference
    switch reference {
    case .gaussian:
      scales = variances.map { max(0, $0).squareRoot() }
      offsets = variances.map { _ in 0 }
    case .uniform:
      var minimum = [Double](repeating: .infinity, count: variances.count)
      var maximum = [Double](repeating: -.infinity, count: variances.count)
      vectors.forEachRow { row in
        for axis in variances.indices {
          let coordinate = zip(axes[axis], row).reduce(0) { $0 + $1.0 * $1.1 }
          minimum[axis] = min(minimum[axis], coordinate)
          maximum[axis] = max(maximum[axis], coordinate)
        }
      }
      scales = zip(maximum, minimum).map { $0 - $1 }
      offsets = minimum
    }
  }

  func sample(_ count: Int, using generator: inout SeededGenerator) -> Vectors {
    let dimensions = axes.dimensions
    var values = [Double](repeating: 0, count: count * dimensions)
    for row in 0..<count {
      for axis in 0..<dimensions {
        let drawn = reference == .gaussian ? generator.nextNormal() : generator.nextUnit()
        let coordinate = drawn * scales[axis] + offsets[axis]
        for column in 0..<dimensions {
          values[row * dimensions + column] += coordinate * axes.values[axis * dimensions + column]
        }
      }
    }
    return Vectors(values: values, dimensions: dimensions)
  }
}
