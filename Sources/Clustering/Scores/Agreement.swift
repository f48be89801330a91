import Glibc

/// How well clusters agree with known labels. Definitions and limit cases are scikit-learn's;
/// logarithms are natural.
public struct Agreement: Sendable, Equatable {
  /// Agreement on which pairs of rows are together, adjusted for chance (Hubert and Arabie 1985): 1
  /// is perfect, 0 is chance.
  public let adjustedRand: Double

  /// Mutual information over the mean of both entropies: 0…1.
  public let normalizedMutualInformation: Double

  /// The same, adjusted for chance (Vinh, Epps and Bailey 2010): 1 is perfect, 0 is chance.
  public let adjustedMutualInformation: Double

  /// 1 if each cluster holds only one label (Rosenberg and Hirschberg 2007): 0…1.
  public let homogeneity: Double

  /// 1 if each label is in only one cluster: 0…1.
  public let completeness: Double

  /// Harmonic mean of homogeneity and completeness.
  public let vMeasure: Double

  /// Share of rows whose label is the most frequent one of their cluster: above 0, up to 1. Grows
  /// with the number of clusters.
  public let purity: Double

  /// - Complexity: O(cells + Σ min(a, b)) over pairs of different sizes a of labels and b of
  ///   clusters.
  public init<Label>(_ table: Contingency<Label>) {
    adjustedRand = table.adjustedRand
    purity = table.purity
    let labelEntropy = entropy(table.labelSizes)
    let clusterEntropy = entropy(table.clusterSizes)
    let information = table.mutualInformation
    homogeneity = labelEntropy > 0 ? information / labelEntropy : 1
    completeness = clusterEntropy > 0 ? information / clusterEntropy : 1
    let sum = homogeneity + completeness
    vMeasure = sum > 0 ? 2 * homogeneity * completeness / sum : 0

    let mean = (labelEntropy + clusterEntropy) / 2
    if table.labels.count <= 1 && table.clusters.count <= 1 {
      (normalizedMutualInformation, adjustedMutualInformation) = (1, 1)
    } else {
      normalizedMutualInformation = information > 0 ? information / mean : 0
      if table.labels.count == 1 || table.clusters.count == 1 {
        adjustedMutualInformation = 0
      } else {
        let expected = expectedMutualInformation(
          table.labelSizes, table.clusterSizes, count: table.count)
        adjustedMutualInformation =
          awayFromZero(information - expected) / awayFromZero(mean - expected)
      }
    }
  }
}

extension Agreement {
  /// The adjusted Rand index alone.
  public static func adjustedRand<Label>(_ table: Contingency<Label>) -> Double {
    table.adjustedRand
  }
}

/// Moves a difference away from 0, keeping its sign, so that 0 / 0 gives 1, as for a perfect match.
private func awayFromZero(_ difference: Double) -> Double {
  difference < 0 ? min(difference, -Double.ulpOfOne) : max(difference, Double.ulpOfOne)
}

extension Contingency {
  fileprivate var adjustedRand: Double {
    let count = Double(count)
    let together = cells.reduce(0.0) { $0 + Double($1.count) * Double($1.count) }
    let labelled = labelSizes.reduce(0.0) { $0 + Double($1) * Double($1) }
    let clustered = clusterSizes.reduce(0.0) { $0 + Double($1) * Double($1) }
    // Ordered pairs: together in both, only in the labels, only in the clusters, in neither.
    let both = together - count
    let labelsOnly = labelled - together
    let clustersOnly = clustered - together
    let neither = count * count - labelled - clustered + together
    if labelsOnly == 0, clustersOnly == 0 { return 1 }
    let product = 2 * (both * neither - labelsOnly * clustersOnly)
    return product
      / ((both + labelsOnly) * (labelsOnly + neither) + (both + clustersOnly)
        * (clustersOnly + neither))
  }

  fileprivate var purity: Double {
    guard count > 0 else { return 1 }
    var maximum = [Int](repeating: 0, count: clusters.count)
    for cell in cells { maximum[cell.cluster] = max(maximum[cell.cluster], cell.count) }
    return Double(maximum.reduce(0, +)) / Double(count)
  }

  fileprivate var mutualInformation: Double {
    guard labels.count > 1, clusters.count > 1 else { return 0 }
    let logCount = log(Double(count))
    var sum = 0.0
    for cell in cells {
      let share = Double(cell.count) / Double(count)
      let outer = Double(labelSizes[cell.label]) * Double(clusterSizes[cell.cluster])
      let term = share * (log(Double(cell.count)) - logCount) + share * (2 * logCount - log(outer))
      if abs(term) >= Double.ulpOfOne { sum += term }
    }
    return max(0, sum)
  }
}

private func entropy(_ sizes: [Int]) -> Double {
  guard sizes.count > 1 else { return 0 }
  let count = Double(sizes.reduce(0, +))
  return -sizes.reduce(0) { $0 + Double($1) / count * (log(Double($1)) - log(count)) }
}

/// Mean mutual information of two random labellings with these sizes (Vinh, Epps and Bailey 2010).
/// Equal sizes are computed once.
private func expectedMutualInformation(_ first: [Int], _ second: [Int], count: Int) -> Double {
  var logFactorials = [Double](repeating: 0, count: count + 1)
  for number in 0...count { logFactorials[number] = lgamma(Double(number + 1)) }
  let secondSizes = tally(second)
  var sum = 0.0
  for (a, timesA) in tally(first) {
    for (b, timesB) in secondSizes {
      let fixed =
        logFactorials[a] + logFactorials[b] + logFactorials[count - a] + logFactorials[count - b]
        - logFactorials[count]
      let logShare = log(Double(count)) - log(Double(a)) - log(Double(b))
      var part = 0.0
      for shared in stride(from: max(1, a + b - count), through: min(a, b), by: 1) {
        let logProbability =
          fixed - logFactorials[shared] - logFactorials[a - shared] - logFactorials[b - shared]
          - logFactorials[count - a - b + shared]
        part +=
          Double(shared) / Double(count) * (logShare + log(Double(shared))) * exp(logProbability)
      }
      sum += part * Double(timesA) * Double(timesB)
    }
  }
  return sum
}

/// Each size and how often it occurs, ascending.
private func tally(_ sizes: [Int]) -> [(size: Int, times: Int)] {
  var times: [Int: Int] = [:]
  for size in sizes { times[size, default: 0] += 1 }
  return times.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
}
