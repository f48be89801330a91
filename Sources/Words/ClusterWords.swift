/// What distinguishes a group of faces from all faces, in words.
public enum ClusterWords {
  /// The minimum difference between a group's mean and that of all faces, in standard deviations.
  public static let leastDeviations = 0.5
  /// The minimum difference in standard errors of a random group of that size.
  public static let leastStandardErrors = 2.0

  /// Whether a difference stands out from the noise: it must exceed half a standard deviation of
  /// all faces, and twice the standard error of a random group of the same size, drawn from these
  /// faces without replacement, √((N - n) / (N - 1) / n).
  ///
  /// - Parameters:
  ///   - difference: between the means, in standard deviations of all faces.
  ///   - count: the number of faces in the group.
  ///   - total: the number of all faces.
  public static func standsOut(_ difference: Double, count: Int, of total: Int) -> Bool {
    guard total > count, count > 0 else { return false }
    let (n, all) = (Double(count), Double(total))
    let standardError = ((all - n) / (all - 1) / n).squareRoot()
    return difference.magnitude > leastDeviations
      && difference.magnitude > leastStandardErrors * standardError
  }

  /// The words of one group, the largest difference first.
  ///
  /// - Parameters:
  ///   - values: the group's values, one column per measure; without missing ones.
  ///   - counts: for each measure, the number of all faces that have it.
  public static func words(
    of values: [[Double]], _ norms: Norms, counts: [Int], most: Int = 4
  ) -> [Word] {
    var found: [(word: Word, size: Double, order: Int)] = []
    for (index, column) in values.enumerated() {
      let norm = norms.measures[index]
      let words = [false, true].map { Word(measure: norms.names[index], isHigh: $0) }
      guard !column.isEmpty, norm.deviation > 0, Lexicon.words.contains(words[0]) else { continue }
      let mean = column.reduce(0, +) / Double(column.count)
      let difference = (mean - norm.mean) / norm.deviation
      guard standsOut(difference, count: column.count, of: counts[index]) else { continue }
      found.append((words[difference > 0 ? 1 : 0], difference.magnitude, index))
    }
    return found.sorted { $0.size != $1.size ? $0.size > $1.size : $0.order < $1.order }
      .prefix(most).map(\.word)
  }
}
