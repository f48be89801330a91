/// Rows in an order that their own numbers give, so that what is drawn, added or broken a tie by
/// place does not depend on the order in which the rows came.
public struct ContentOrder: Sendable {
  /// The rows, the one with the least first number first (of equal ones the second number decides,
  /// and so on).
  public let rows: [Int]

  /// Where each row stands in `rows`.
  public let places: [Int]

  /// - Parameter ranks: what decides between rows of equal numbers; nil: nothing but their order,
  ///   which then makes no difference.
  /// - Complexity: O(count · log count) comparisons, few of which look at more than a number or
  ///   two.
  public init(of vectors: Vectors, ranks: [Int]? = nil) {
    precondition(ranks.map { $0.count == vectors.count } ?? true, "a rank for each row")
    let dimensions = vectors.dimensions
    let rows = vectors.values.withUnsafeBufferPointer { values in
      (0..<vectors.count).sorted { first, second in
        for column in 0..<dimensions {
          let (a, b) = (values[first * dimensions + column], values[second * dimensions + column])
          if a != b { return a < b }
        }
        guard let ranks, ranks[first] != ranks[second] else { return first < second }
        return ranks[first] < ranks[second]
      }
    }
    var places = [Int](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() { places[row] = place }
    (self.rows, self.places) = (rows, places)
  }
}
