import Glibc

/// The regularised incomplete beta function I_x(a, b): the probability that a beta variable with
/// these parameters is at most x.
///
/// Computed by its continued fraction (DLMF 8.17.22) with Lentz's method, as modified by Thompson
/// and Barnett 1986; on the side of the mean where it converges fast.
///
/// - Parameters:
///   - x: 0 … 1.
///   - a, b: above 0.
/// - Complexity: O(√max(a, b)).
package func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
  let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
  return front * fraction(x, a, b) / a
}

private func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  func bounded(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }
  var c = 1.0
  var d = 1 / bounded(1 - (a + b) * x / (a + 1))
  var value = d
  for step in 1...100_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / bounded(1 + even * d)
    c = bounded(1 + even / c)
    value *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / bounded(1 + odd * d)
    c = bounded(1 + odd / c)
    value *= d * c
    if (d * c - 1).magnitude < 1e-16 { break }
  }
  return value
}

/// Thread-safe, whereas `lgamma` sets a variable in the C library.
private func logGamma(_ value: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(value, &sign)
}

/// The x at which ``incompleteBeta(_:_:_:)`` reaches a probability, by bisection.
func inverseIncompleteBeta(_ probability: Double, _ a: Double, _ b: Double) -> Double {
  var (low, high) = (0.0, 1.0)
  while true {
    let middle = (low + high) / 2
    if middle <= low || middle >= high { return middle }
    if incompleteBeta(middle, a, b) < probability { low = middle } else { high = middle }
  }
}
