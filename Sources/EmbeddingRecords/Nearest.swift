/// The nearest of many values, in order; on a tie, the one that came first.
public struct Nearest<Value> {
  private var kept: [(distance: Double, value: Value)] = []
  private let count: Int

  /// - Parameter count: how many to keep, at least 1; `Int.max` for all.
  public init(count: Int) {
    self.count = count
  }

  public var isEmpty: Bool { kept.isEmpty }

  /// - Complexity: O(log count) on average; memory is at most twice `count`.
  public mutating func add(_ value: Value, at distance: Double) {
    kept.append((distance, value))
    if kept.count / 2 >= max(count, 512) { sort() }
  }

  public mutating func inOrder() -> [Value] {
    sort()
    return kept.map(\.value)
  }

  private mutating func sort() {
    let order = kept.indices.sorted {
      (kept[$0].distance, $0) < (kept[$1].distance, $1)
    }
    kept = order.prefix(count).map { kept[$0] }
  }
}
