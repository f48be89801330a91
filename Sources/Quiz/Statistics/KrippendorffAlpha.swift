/// Agreement between people beyond chance, for choices without an order (Krippendorff 2011): 1
/// where all agree, 0 where they agree as often as if the choices were distributed at random.
///
/// - Parameter units: for each question, the choices of those who answered it.
/// - Returns: nil where no question was answered twice, or all choices are the same.
/// - Complexity: O(answers).
public func krippendorffAlpha<Choice: Hashable>(_ units: [[Choice]]) -> Double? {
  let pairable = units.filter { $0.count > 1 }
  var totals: [Choice: Int] = [:]
  var observed = 0.0
  for unit in pairable {
    var counts: [Choice: Int] = [:]
    for choice in unit {
      counts[choice, default: 0] += 1
      totals[choice, default: 0] += 1
    }
    let alike = counts.values.reduce(0) { $0 + $1 * ($1 - 1) }
    let different = unit.count * (unit.count - 1) - alike
    observed += Double(different) / Double(unit.count - 1)
  }
  let count = totals.values.reduce(0, +)
  let alike = totals.values.reduce(0) { $0 + $1 * ($1 - 1) }
  let expected = Double(count * (count - 1) - alike)
  guard expected > 0 else { return nil }
  return 1 - observed * Double(count - 1) / expected
}
