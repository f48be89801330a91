import Glibc

/// SplitMix64 (Steele, Lea and Flood 2014): one 64-bit state; used to seed the other generator, and
/// where other languages must be able to reproduce the numbers by a short formula.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64 as its authors advise.
///
/// `stream` gives independent sequences for one seed, so that work split into runs draws the same
/// numbers whatever thread a run lands on.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64, stream: UInt64 = 0) {
    var streams = SplitMix64(seed: stream ^ 0xA5A5_5A5A_C3C3_3C3C)
    var words = SplitMix64(seed: seed ^ (stream == 0 ? 0 : streams.next()))
    state = (words.next(), words.next(), words.next(), words.next())
  }

  public mutating func next() -> UInt64 {
    func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
      (word << bits) | (word >> (64 - bits))
    }
    let result = rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, 45)
    return result
  }
}

extension RandomNumberGenerator {
  /// A number in 0..<1, in steps of 2^-53: the top 53 bits of the next word.
  mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number from the standard normal distribution (Marsaglia's polar method 1964; of each pair
  /// only the first is used).
  public mutating func nextNormal() -> Double {
    while true {
      let x = 2 * nextUnit() - 1
      let y = 2 * nextUnit() - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// A whole number in 0..<bound, without the bias of a remainder (Lemire 2019, as the standard
  /// library does it).
  package mutating func nextIndex(below bound: Int) -> Int { Int(next(upperBound: UInt64(bound))) }

  /// `amount` different whole numbers in 0..<bound, in ascending order (selection sampling, Knuth's
  /// algorithm S).
  public mutating func nextIndices(_ amount: Int, below bound: Int) -> [Int] {
    var chosen: [Int] = []
    chosen.reserveCapacity(amount)
    for index in 0..<bound where chosen.count < amount {
      if nextUnit() * Double(bound - index) < Double(amount - chosen.count) { chosen.append(index) }
    }
    return chosen
  }
}
