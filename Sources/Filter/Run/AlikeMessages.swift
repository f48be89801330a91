/// Messages about single records, of which many may say the same: a few are told, the others
/// counted.
package struct AlikeMessages {
  static let mostTold = 3
  private static let mostKept = 1000
  private var counts: [String: Int] = [:]
  private var order: [String] = []

  package init() {}

  /// Counts a message, and says whether it is to be told.
  package mutating func isTold(_ message: String) -> Bool {
    guard let count = counts[message] else {
      guard order.count < Self.mostKept else { return true }
      counts[message] = 1
      order.append(message)
      return true
    }
    counts[message] = count + 1
    return count < Self.mostTold
  }

  /// Forgets all of them, and gives those that were counted only.
  package mutating func takeUntold() -> [(message: String, count: Int)] {
    defer { (counts, order) = ([:], []) }
    return order.compactMap { message in
      let untold = (counts[message] ?? 0) - Self.mostTold
      return untold > 0 ? (message, untold) : nil
    }
  }
}
