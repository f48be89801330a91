import Glibc

/// Whether data fall into groups at all, and into how many: the logarithm of the inertia is
/// compared, k by k, with that of samples that have no groups (the gap statistic, Tibshirani,
/// Walther and Hastie 2001).
///
/// The rule of that paper, the smallest k with gap(k) ≥ gap(k + 1) - se(k + 1), stops at 1 wherever
/// the gap dips before it rises: it misses groups at equal distances from each other, and most
/// groups that are close together. Two questions are asked here instead.
///
/// *Are there groups?* From 1 to k clusters log W falls; the excess at k is by how many standard
/// errors the data's fall exceeds that of the samples. T is the largest excess over all k ≥ 2. Each
/// sample has a T too, computed against the other samples; there are groups if the data's T is at
/// least 2.5 standard deviations above the mean T of the samples. Samples of two shapes are drawn,
/// and the test must pass against both: against normal samples alone, an even cloud would count as
/// groups, and a single outlying face as a second group. For this test the data are clustered with
/// as few starts as the samples.
///
/// *How many?* The strength of the step to k is by how many standard errors the data's fall of log
/// W from k - 1 to k exceeds the samples' falls, for both shapes combined (Stouffer's sum of z over
/// √2). The number of groups is the k of the last strong step: the largest k whose step is at least
/// 0.3 of the strongest, and at least 6. The k of the strongest step would be too low where groups
/// form clumps or a line; it decides only where no step reaches 6. The standard error is that of
/// the fall itself, because log W(k - 1) and log W(k) of one sample are correlated: adding the
/// errors of the two gaps would hide most of a step.
///
/// Only k up to half the number of rows are tried, as a group has at least two rows.
/// bench/groups.py measures how often the answer is right on about a thousand synthetic sets and
/// sets of drawn faces; see BENCHMARKS.md.
public struct GapStatistic: Sendable, Equatable {
  /// The distribution that samples without groups are drawn from.
  public enum Reference: String, Sendable, CaseIterable {
    /// The normal distribution with the data's covariance.
    case gaussian

    /// The box around the data along its principal axes (method b of the paper).
    case uniform
  }

  public struct Row: Sendable, Equatable {
    public let k: Int

    /// Mean log inertia of the references minus that of the data: the larger, the more clearly the
    /// data form k groups. Infinite where the data's inertia is 0.
    public let gap: Double

    /// Standard deviation over the references, times √(1 + 1 / references).
    public let standardError: Double
  }

  /// For k = 1, 2, …, below the number of rows (with one cluster per row, the references' inertia
  /// would be 0 too). Empty where all rows are equal.
  public let rows: [Row]

  /// The number of groups; 1 means that the data look like data without groups. Nil if `rows` is
  /// empty.
  public let pick: Int?

  /// Whether `pick` is the largest k that was tried, so that there may be more groups.
  public let isOpenEnded: Bool

  /// - Parameters:
  ///   - vectors: scaled as they were for clustering.
  ///   - inertias: of the data, for k = 1, 2, …
  ///   - references: the number of samples to draw of each shape, at least 2.
  ///   - reference: the shape that `rows` are about.
  ///   - rescales: whether each sample is z-scored after it is drawn, as the data were.
  ///   - method: how the samples are clustered; its `k` is ignored.
  ///   - progress: called with the number of samples of one shape done, and their total.
  /// - Complexity: that of clustering `references` times into 1, 2, … clusters; half as much again
  ///   where the first shape finds groups, and the second is sampled too.
  public init(
    _ vectors: Vectors, inertias: [Double], references: Int = 20,
    from reference: Reference = .gaussian, rescales: Bool, method: KMeans,
    using generator: inout some RandomNumberGenerator,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    precondition(references >= 2, "at least two references")
    let seed = generator.next()
    // Below this, rows differ only by rounding.
    let floor = (inertias.first ?? 0) * 1e-24
    let limit = min(inertias.count, vectors.count - 1)
    guard let whole = inertias.first, whole.isNormal, limit >= 1 else {
      (rows, pick, isOpenEnded) = ([], nil, false)
      return
    }
    let own = inertias.prefix(limit).map { $0 > floor ? log($0) : -.infinity }
    func samples(_ shape: Reference, upTo limit: Int, _ method: KMeans) -> ReferenceSamples {
      ReferenceSamples(
        of: vectors, references, from: shape, upTo: limit, rescales: rescales, method: method,
        seed: seed, progress: progress)
    }
    let most = min(limit, vectors.count / 2)
    func surprise(_ samples: ReferenceSamples, _ method: KMeans) -> Double {
      var generator = SeededGenerator(seed: seed, stream: UInt64(references))
      let alike = method.logInertias(vectors, upTo: most, using: &generator)
      return samples.surprise(of: zip(alike, own).map { $1.isFinite ? $0 : $1 }, upTo: most)
    }

    let first = samples(reference, upTo: limit, method)
    rows = first.gaps(of: own)
    guard most >= 2, surprise(first, method) >= Self.surprising else {
      (pick, isOpenEnded) = (1, false)
      return
    }
    var quick = method
    quick.starts = 1
    let second = samples(reference == .gaussian ? .uniform : .gaussian, upTo: most, quick)
    guard surprise(second, quick) >= Self.surprising else {
      (pick, isOpenEnded) = (1, false)
      return
    }
    let found = Self.lastStrong(
      (2...most).map { k in
        let steps = [first, second].map { $0.excess(of: own, from: k - 1, to: k) }
        return (steps[0] + steps[1]) / 2.0.squareRoot()
      })
    pick = found
    isOpenEnded = found == inertias.count && own[found - 1].isFinite
  }

  private static let surprising = 2.5

  /// The number of groups, from the strengths of the steps to k = 2, 3, …
  package static func lastStrong(_ steps: [Double]) -> Int {
    // After an infinite step, the groups have no spread at all.
    if let end = steps.firstIndex(of: .infinity) { return end + 2 }
    let strongest = steps.max() ?? 0
    let last = steps.lastIndex { $0 >= max(6, 0.3 * strongest) } ?? steps.firstIndex(of: strongest)
    return (last ?? 0) + 2
  }
}
