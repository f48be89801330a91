/// How far two photos of one person lie apart, before anything is scaled.
public struct WithinSpread: Sendable, Equatable {
  /// Within persons, of the columns divided by `units`.
  public let covariance: SymmetricMatrix
  /// One a column, above 0.
  public let units: [Double]

  /// - Precondition: a unit for each column.
  public init(covariance: SymmetricMatrix, units: [Double]) {
    precondition(units.count == covariance.size, "a unit for each column")
    (self.covariance, self.units) = (covariance, units)
  }
}
