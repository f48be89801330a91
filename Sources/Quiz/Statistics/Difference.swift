/// How much higher one proportion of right answers is than another.
public struct Difference: Sendable, Equatable {
  public let value: Double
  /// Contains the true difference in 95 of 100 cases.
  public let interval: ClosedRange<Double>

  /// Newcombe 1998, method 10: from the score intervals of both proportions. It is valid with few
  /// answers too, and never leaves -1 … 1.
  ///
  /// - Returns: nil if either has no answers.
  public init?(_ first: Proportion, minus second: Proportion) {
    guard let a = first.value, let b = second.value else { return nil }
    let (one, two) = (first.scoreInterval, second.scoreInterval)
    func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    value = a - b
    let low = value - root(a - one.lowerBound, two.upperBound - b)
    let high = value + root(one.upperBound - a, b - two.lowerBound)
    interval = low...max(low, high)
  }
}

/// The number of answers of each kind needed to see a difference from guessing with a power of 80
/// %, in a two-sided test at 5 % (Fleiss, Levin and Paik 2003, without continuity correction).
///
/// - Parameters:
///   - difference: between the proportions, such as 0.1.
///   - chance: the probability of a right answer by guessing.
public func answersNeeded(toSee difference: Double, over chance: Double) -> Double {
  let seen = chance + difference
  let pooled = (seen + chance) / 2
  let ifEqual = (2 * pooled * (1 - pooled)).squareRoot()
  let ifSeen = (chance * (1 - chance) + seen * (1 - seen)).squareRoot()
  let root = (Normal.twoSided * ifEqual + Normal.power * ifSeen) / difference
  return root * root
}
