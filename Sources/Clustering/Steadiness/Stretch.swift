import Glibc

/// The factor that turns a draw from a normal distribution into one from a multivariate t: √(ν /
/// χ²ᵥ).
///
/// The heavier tails of a t suit a covariance that was learned from few people, some of whom vary
/// more than others. Five degrees of freedom were chosen on 34 people, each left out of the
/// covariance in turn (see Tests/ClusteringTests/make_steadiness.py).
package enum Stretch {
  /// The probability that the factor is at most 1 / `reach`: that of χ²₅ above 5 · reach².
  package static func within(_ reach: Double) -> Double {
    let x = 5 * reach * reach
    return erfc((x / 2).squareRoot()) + (2 * x / .pi).squareRoot() * exp(-x / 2) * (1 + x / 3)
  }

  /// `within` at 0, 1 / `steps`, 2 / `steps`, … up to `limit`, beyond which it is below 1e-15.
  static let table: [Float] = (0...Int(limit) * Int(steps)).map {
    Float(within(Double($0) / Double(steps)))
  }

  static let limit: Float = 4
  static let steps: Float = 512
}
