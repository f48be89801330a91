import Words

/// What distinguishes a cluster, in words: "short nose, wide-set eyes, high brows".
///
/// A feature is mentioned only if the cluster's mean stands out from that of all faces: see
/// ``ClusterWords/standsOut(_:count:of:)``. k-means looks for groups that differ, so this describes
/// them, but does not prove that they exist (that is what the gap statistic is for).
package struct Signature: Sendable, Equatable {
  /// Nobody would read more than this.
  static let mostPhrases = 4

  /// The phrases, the largest difference first.
  package var phrases: [String]
  /// For each feature, whether its difference stands out from the noise.
  package var standsOut: [Bool]

  package init(of cluster: [Summary?], against population: [Summary?], features: [Feature]) {
    let differences = zip(cluster, population).map { outstandingDifference($0, against: $1) }
    standsOut = differences.map { $0 != nil }
    var candidates: [(phrase: String, size: Double)] = []
    for (feature, difference) in zip(features, differences) {
      guard let difference, let phrase = difference < 0 ? feature.low : feature.high else {
        continue
      }
      candidates.append((phrase, difference.magnitude))
    }
    // The index breaks ties: sorting need not be stable.
    let order = candidates.indices.sorted { left, right in
      let (a, b) = (candidates[left].size, candidates[right].size)
      return a != b ? a > b : left < right
    }
    phrases = order.prefix(Self.mostPhrases).map { candidates[$0].phrase }
  }
}

/// The difference of a cluster's mean, in standard deviations of all faces; nil if it does not
/// stand out from the noise.
package func outstandingDifference(_ part: Summary?, against all: Summary?) -> Double? {
  guard let part, let all, let difference = standardized(part, against: all),
    ClusterWords.standsOut(difference, count: part.count, of: all.count)
  else { return nil }
  return difference
}
