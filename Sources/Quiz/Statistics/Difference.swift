/// How much more often one proportion's answers are right than another's.
public struct Difference: Sendable, Equatable {
  public let value: Double
  /// Holds the truth in 95 of 100 cases.
  public let interval: ClosedRange<Double>

  /// Newcombe 1998, method 10: from both proportions' score intervals. It keeps its promise with
  /// few answers, and never leaves -1 … 1.
  ///
  /// - Returns: nil where one has no answers.
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

/// How many answers of each kind it takes to see a difference from guessing with a power of 80 %,
/// in a two-sided test at 5 % (Fleiss, Levin and Paik 2003, without correction for continuity).
///
/// - Parameters:
///   - difference: between the proportions, such as 0.1.
///   - chance: of a right answer by guessing.
public func answersNeeded(toSee difference: Double, over chance: Double) -> Double {
  let seen = chance + difference
  let pooled = (seen + chance) / 2
  let ifEqual = (2 * pooled * (1 - pooled)).squareRoot()
  let ifSeen = (chance * (1 - chance) + seen * (1 - seen)).squareRoot()
  let root = (Normal.twoSided * ifEqual + Normal.power * ifSeen) / difference
  return root * root
}
