/// A seeded generator whose numbers are the same on every machine (SplitMix64: Steele, Lea, Flood
/// 2014, run on a counter, so that any number can be computed without those before it).
package struct SplitMix64 {
  private var counter: UInt64

  package init(seed: UInt64) {
    // Leaves half the range free, so that the counter never wraps around.
    counter = Self.mix(seed) >> 1
  }

  /// The output function: a bijection of 64 bits in which every input bit reaches every output bit.
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = (value &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From `lower` up to but not including `upper`.
  package mutating func uniform(_ lower: Double = 0, _ upper: Double = 1) -> Double {
    counter &+= 1
    return lower + (upper - lower) * (Double(Self.mix(counter) >> 11) / 0x1p53)
  }

  /// Mean 0, variance 1, clipped to ±`limit`: the sum of twelve uniform numbers (Irwin–Hall). It
  /// needs no logarithm or sine, so it does not differ between mathematics libraries.
  package mutating func normal(limit: Double) -> Double {
    var sum = 0.0
    for _ in 0..<12 { sum += uniform() }
    return min(max(sum - 6, -limit), limit)
  }

  /// From 0 up to but not including `count`.
  package mutating func index(below count: Int) -> Int {
    min(count - 1, Int(uniform() * Double(count)))
  }
}
