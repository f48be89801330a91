/// Messages about individual records. Many may be identical: the first few are printed, the rest
/// are counted.
package struct AlikeMessages {
  static let maximumPrinted = 3
  private static let maximumKept = 1000
  private var counts: [String: Int] = [:]
  private var order: [String] = []

  package init() {}

  /// Counts a message, and returns whether it is to be printed.
  package mutating func shouldPrint(_ message: String) -> Bool {
    guard let count = counts[message] else {
      guard order.count < Self.maximumKept else { return true }
      counts[message] = 1
      order.append(message)
      return true
    }
    counts[message] = count + 1
    return count < Self.maximumPrinted
  }

  /// Returns the messages that were counted but not printed, and forgets all of them.
  package mutating func takeUnprinted() -> [(message: String, count: Int)] {
    defer { (counts, order) = ([:], []) }
    return order.compactMap { message in
      let unprinted = (counts[message] ?? 0) - Self.maximumPrinted
      return unprinted > 0 ? (message, unprinted) : nil
    }
  }
}
