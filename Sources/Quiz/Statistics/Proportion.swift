/// The number of right answers among some answers.
public struct Proportion: Sendable, Equatable {
  /// Whole numbers, unless divided by a design effect.
  public var right: Double
  public var count: Double

  public init(right: Double, count: Double) {
    self.right = right
    self.count = count
  }

  public init(right: Int, count: Int) {
    self.init(right: Double(right), count: Double(count))
  }

  /// Nil without answers.
  public var value: Double? { count > 0 ? right / count : nil }

  /// Clopper and Pearson 1934: contains the true proportion in at least 95 of 100 cases, however
  /// few answers there are.
  public var exactInterval: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let low = right > 0 ? inverseIncompleteBeta(0.025, right, count - right + 1) : 0
    let high = right < count ? inverseIncompleteBeta(0.975, right + 1, count - right) : 1
    return low...max(low, high)
  }

  /// Wilson 1927.
  public var scoreInterval: ClosedRange<Double> {
    guard let value, count > 0 else { return 0...1 }
    let square = Normal.twoSided * Normal.twoSided
    let middle = (value + square / (2 * count)) / (1 + square / count)
    let half =
      Normal.twoSided / (1 + square / count)
      * (value * (1 - value) / count + square / (4 * count * count)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }

  /// The probability of at least this many right answers by guessing (exact, one-sided).
  ///
  /// - Parameter chance: the probability of a right answer by guessing.
  public func probability(ofGuessing chance: Double) -> Double {
    right > 0 ? incompleteBeta(chance, right, count - right + 1) : 1
  }
}

/// Quantiles of the standard normal distribution.
enum Normal {
  /// 0.975: for 95 % intervals.
  static let twoSided = 1.959963984540054
  /// 0.8: for a power of 80 %.
  static let power = 0.8416212335729143
}
