/// The distribution of a measure among the people that faces are compared with.
public struct MeasureNorm: Sendable, Equatable {
  public let mean: Double
  /// Population deviation.
  public let deviation: Double
  /// The quantiles 0, 1/100, …, 1: 101 values that do not decrease.
  public let quantiles: [Double]

  public static let quantileCount = 101

  /// - Returns: nil unless these are finite, in order, and of the right number.
  public init?(mean: Double, deviation: Double, quantiles: [Double]) {
    guard mean.isFinite, deviation.isFinite, deviation >= 0,
      quantiles.count == Self.quantileCount, quantiles.allSatisfy(\.isFinite),
      zip(quantiles, quantiles.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    (self.mean, self.deviation, self.quantiles) = (mean, deviation, quantiles)
  }

  /// Quantiles are interpolated linearly (type 7 of Hyndman and Fan 1996).
  ///
  /// - Parameter values: finite. Returns nil if there are none.
  /// - Complexity: O(n log n).
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let count = Double(sorted.count)
    let mean = sorted.reduce(0, +) / count
    self.mean = mean
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / count).squareRoot()
    quantiles = (0..<Self.quantileCount).map { interpolated(sorted, at: Double($0) / 100) }
  }

  /// The value that this share of people, 0 … 1, are below.
  public func quantile(_ share: Double) -> Double { interpolated(quantiles, at: share) }

  /// The share of people who are below a value, 0 … 1; where many have exactly this value, the
  /// middle of their shares.
  public func percentile(_ value: Double) -> Double {
    let last = quantiles.count - 1
    let below = quantiles.partitioningIndex { $0 >= value }
    let above = quantiles.partitioningIndex { $0 > value }
    if above > below { return Double(below + above - 1) / 2 / Double(last) }
    guard below > 0 else { return 0 }
    guard below <= last else { return 1 }
    let step = quantiles[below] - quantiles[below - 1]
    return (Double(below - 1) + (value - quantiles[below - 1]) / step) / Double(last)
  }
}

/// The people that faces are compared with.
public struct Norms: Sendable, Equatable {
  /// The number of people.
  public let people: Int
  public let names: [String]
  /// One for each of `names`.
  public let measures: [MeasureNorm]

  /// - Precondition: a norm for each name.
  public init(people: Int, names: [String], measures: [MeasureNorm]) {
    precondition(names.count == measures.count)
    (self.people, self.names, self.measures) = (people, names, measures)
  }
}

private func interpolated(_ sorted: [Double], at share: Double) -> Double {
  let position = min(max(share, 0), 1) * Double(sorted.count - 1)
  let index = min(Int(position), sorted.count - 1)
  let next = min(index + 1, sorted.count - 1)
  return sorted[index] + (position - Double(index)) * (sorted[next] - sorted[index])
}

extension Array {
  /// The first index whose element satisfies the condition, which must hold for all later elements
  /// too.
  ///
  /// - Complexity: O(log n).
  fileprivate func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
