/// A linear axis with round tick labels.
package struct Axis {
  package var low: Double
  package var high: Double
  package var ticks: [Double]
  package var decimals: Int

  /// An axis over all the values, with steps of 1, 2 or 5 times a power of ten, at most six ticks.
  package init(covering values: [Double]) {
    let finite = values.filter(\.isFinite)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if high - low < 1e-12 * max(1, high.magnitude) {
      // Only one value: leave room above and below it.
      let room = max(high.magnitude * 0.1, 1e-6)
      (low, high) = (low - room, high + room)
    }
    // The smallest round step of which at most five are needed: start well below it and go up
    // through 1, 2, 5, 10, …
    var (power, decimals) = (1.0, 0)
    while power * 100 < high - low { power *= 10 }
    while power > (high - low) / 50 {
      power /= 10
      decimals += 1
    }
    var (step, digits) = (power, decimals)
    for factor in [1.0, 2, 5, 10, 20, 50, 100] {
      step = power * factor
      digits = max(0, decimals - (factor >= 100 ? 2 : factor >= 10 ? 1 : 0))
      if (high / step).rounded(.up) - (low / step).rounded(.down) <= 5 { break }
    }
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    self.low = first * step
    self.high = last * step
    self.decimals = digits
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// 0 at the low end, 1 at the high end.
  package func fraction(_ value: Double) -> Double {
    (value - low) / (high - low)
  }
}
