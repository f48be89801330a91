/// Matches one set of things to another at minimum total cost.
public enum Matching {
  /// For each row, the column it is matched to, so that the sum of costs is minimal; nil for rows
  /// left over where there are more rows than columns.
  ///
  /// The Hungarian method with shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
  ///
  /// - Precondition: rows of equal length, finite costs.
  /// - Complexity: O(min(rows, columns)² · max(rows, columns)).
  public static func cheapest(_ costs: [[Double]]) -> [Int?] {
    guard let columns = costs.first?.count, columns > 0 else { return costs.map { _ in nil } }
    precondition(costs.allSatisfy { $0.count == columns }, "rows of unequal length")
    if costs.count <= columns { return augment(costs, columns).map { $0 } }
    let turned = (0..<columns).map { column in costs.map { $0[column] } }
    var result = [Int?](repeating: nil, count: costs.count)
    for (column, row) in augment(turned, costs.count).enumerated() { result[row] = column }
    return result
  }

  /// Matches every row; at most as many rows as columns. Columns count from 1; column 0 holds the
  /// row that is being matched.
  private static func augment(_ costs: [[Double]], _ columns: Int) -> [Int] {
    var rowPotential = [Double](repeating: 0, count: costs.count + 1)
    var columnPotential = [Double](repeating: 0, count: columns + 1)
    var rowOf = [Int](repeating: 0, count: columns + 1)
    for row in 1...costs.count {
      var previous = [Int](repeating: 0, count: columns + 1)
      var slack = [Double](repeating: .infinity, count: columns + 1)
      var isDone = [Bool](repeating: false, count: columns + 1)
      rowOf[0] = row
      var column = 0
      repeat {
        isDone[column] = true
        let current = rowOf[column]
        var step = Double.infinity
        var next = 0
        for candidate in 1...columns where !isDone[candidate] {
          let reduced =
            costs[current - 1][candidate - 1] - rowPotential[current] - columnPotential[candidate]
          if reduced < slack[candidate] {
            (slack[candidate], previous[candidate]) = (reduced, column)
          }
          if slack[candidate] < step || next == 0 { (step, next) = (slack[candidate], candidate) }
        }
        for candidate in 0...columns {
          if isDone[candidate] {
            rowPotential[rowOf[candidate]] += step
            columnPotential[candidate] -= step
          } else {
            slack[candidate] -= step
          }
        }
        column = next
      } while rowOf[column] != 0
      while column != 0 {
        rowOf[column] = rowOf[previous[column]]
        column = previous[column]
      }
    }
    var result = [Int](repeating: 0, count: costs.count)
    for column in 1...columns where rowOf[column] > 0 { result[rowOf[column] - 1] = column - 1 }
    return result
  }

  /// Numbers for new centres that follow an earlier model's: each matched centre (minimum sum of
  /// squared distances) takes the number of its old centre; the others take the next free numbers,
  /// in order.
  ///
  /// - Parameter farthest: centres farther apart than this are not matched.
  /// - Precondition: both in the same scaled units.
  public static func numbers(of new: Vectors, following old: Vectors, farthest: Double = .infinity)
    -> [Int]
  {
    precondition(new.dimensions == old.dimensions, "centres of another length")
    let squares = (0..<new.count).map { row in
      (0..<old.count).map { squaredDistance(new[row], old[$0]) }
    }
    let limit = farthest * farthest
    // More than the total cost of all allowed matches, so that as many as possible are made.
    let forbidden = limit.isFinite ? (limit + 1) * Double(new.count + 1) : 0
    let costs = squares.map { $0.map { $0 > limit ? forbidden : $0 } }
    var next = old.count
    return cheapest(costs).enumerated().map { row, match in
      if let match, squares[row][match] <= limit { return match }
      next += 1
      return next - 1
    }
  }
}
