/// Rows sorted by their own numbers, so that random draws, sums and broken ties do not depend on
/// the order in which the rows came.
public struct ContentOrder: Sendable {
  /// The rows in ascending order of their first numbers (on a tie, of their second numbers, and so
  /// on).
  public let rows: [Int]

  /// The index of each row in `rows`.
  public let positions: [Int]

  /// - Parameter ranks: decide between equal rows; if nil, the order in which they came does, and
  ///   makes no difference.
  /// - Complexity: O(count · log count) comparisons, few of which look at more than a number or
  ///   two.
  public init(of vectors: Vectors, ranks: [Int]? = nil) {
    precondition(ranks.map { $0.count == vectors.count } ?? true, "a rank for each row")
    let dimensions = vectors.dimensions
    self.init(
      vectors.values.withUnsafeBufferPointer { values in
        (0..<vectors.count).sorted { first, second in
          for column in 0..<dimensions {
            let a = values[first * dimensions + column]
            let b = values[second * dimensions + column]
            if a != b { return a < b }
          }
          return Self.precedes(first, second, ranks)
        }
      })
  }

  /// The same for rows in single precision.
  public init(of vectors: CompactVectors, ranks: [Int]? = nil) {
    precondition(ranks.map { $0.count == vectors.count } ?? true, "a rank for each row")
    // A million rows are spread far over the memory; nearly always their first numbers decide.
    let keys = (0..<vectors.count).map { row in
      UInt64(Self.ordered(vectors[row][0])) << 32 | UInt64(row)
    }.sorted()
    var rows = keys.map { Int($0 & 0xffff_ffff) }
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      if end > start + 1 {
        rows[start..<end].sort { first, second in
          let (a, b) = (vectors[first], vectors[second])
          for column in 1..<max(1, vectors.dimensions) where a[column] != b[column] {
            return a[column] < b[column]
          }
          return Self.precedes(first, second, ranks)
        }
      }
      start = end
    }
    self.init(rows)
  }

  private init(_ rows: [Int]) {
    var positions = [Int](repeating: 0, count: rows.count)
    for (position, row) in rows.enumerated() { positions[row] = position }
    (self.rows, self.positions) = (rows, positions)
  }

  private static func precedes(_ first: Int, _ second: Int, _ ranks: [Int]?) -> Bool {
    guard let ranks, ranks[first] != ranks[second] else { return first < second }
    return ranks[first] < ranks[second]
  }

  /// Bits that sort in the order of the numbers.
  private static func ordered(_ number: Float) -> UInt32 {
    let bits = number.bitPattern
    return bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits
  }
}
