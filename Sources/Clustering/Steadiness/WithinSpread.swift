/// How far apart two photos of one person are, before scaling.
public struct WithinSpread: Sendable, Equatable {
  /// Covariance within persons, of the columns divided by `units`.
  public let covariance: SymmetricMatrix
  /// One per column, above 0.
  public let units: [Double]

  /// - Precondition: a unit for each column.
  public init(covariance: SymmetricMatrix, units: [Double]) {
    precondition(units.count == covariance.size, "a unit for each column")
    (self.covariance, self.units) = (covariance, units)
  }
}
