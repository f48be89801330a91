/// Labels as whole numbers from 0 on, without gaps.
public struct LabelEncoding<Label: Hashable> {
  /// The labels that occur, in the order of their numbers.
  public private(set) var labels: [Label] = []

  /// The number of each row's label.
  public private(set) var numbers: [Int] = []

  /// The number of rows with each of `labels`; at least 1.
  public private(set) var sizes: [Int] = []

  /// Numbers by first appearance.
  ///
  /// - Complexity: O(n).
  public init(_ rows: some Sequence<Label>) {
    var known: [Label: Int] = [:]
    for label in rows {
      let number = known[label] ?? labels.count
      if number == labels.count {
        known[label] = number
        labels.append(label)
        sizes.append(0)
      }
      sizes[number] += 1
      numbers.append(number)
    }
  }

  /// Numbers in the ascending order of the labels.
  ///
  /// - Complexity: O(n log n) at worst.
  public init(ascending rows: some Sequence<Label>) where Label: Comparable {
    let seen = LabelEncoding(rows)
    let order = seen.labels.indices.sorted { seen.labels[$0] < seen.labels[$1] }
    var newNumber = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { newNumber[old] = new }
    labels = order.map { seen.labels[$0] }
    sizes = order.map { seen.sizes[$0] }
    numbers = seen.numbers.map { newNumber[$0] }
  }
}
