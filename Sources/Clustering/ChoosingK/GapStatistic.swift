import Glibc

/// Whether data fall into groups at all, and into how many: the logarithm of the inertia is
/// compared, k by k, with that of samples that have no groups (the gap statistic, Tibshirani,
/// Walther and Hastie 2001).
///
/// The rule of that paper, the smallest k with gap(k) ≥ gap(k + 1) - se(k + 1), stops at 1 wherever
/// the gap dips before it rises: groups at equal distances from each other are denied, as are most
/// that lie close. Here there are two questions instead.
///
/// *Are there groups?* T is the largest excess, over k ≥ 2, of the data's fall of log W from 1 to k
/// clusters over that of the samples, in standard errors. Each sample has its T too, beside the
/// others; there are groups if the data's T lies 2.5 standard deviations above the mean of
/// theirs. Samples of two shapes are asked, and both have to say so: normal samples alone call an
/// even cloud grouped, and one face far out two groups. For this the data are clustered with as few
/// starts as the samples.
///
/// *How many?* A step to k is as strong as the fall of log W from k - 1 to k is unusual among the
/// samples' falls, in standard errors, both shapes taken together (Stouffer's sum of z over √2).
/// The groups end with the last strong step: the largest k whose step is at least 0.3 of the
/// strongest, and at least 6. The strongest itself stands too low where groups lie in heaps or on a
/// line; where no step is 6, it decides. The fall's own error is used, as log W(k - 1) and log W(k)
/// of one sample go together: the errors of both gaps, added up, hide most of a step.
///
/// Only k up to half the number of rows are asked, as groups have two rows and more.
/// bench/groups.py shows on some thousand made and drawn sets how often this is right; see
/// BENCHMARKS.md.
public struct GapStatistic: Sendable, Equatable {
  /// What the samples without groups are drawn from.
  public enum Reference: String, Sendable, CaseIterable {
    /// The normal distribution with the data's covariance.
    case gaussian

    /// The box around the data along its principal axes (method b of the paper).
    case uniform
  }

  public struct Row: Sendable, Equatable {
    public let k: Int

    /// Mean log inertia of the references less that of the data: the greater, the more the data are
    /// in k groups. Infinite where the data's inertia is 0.
    public let gap: Double

    /// Standard deviation over the references, times √(1 + 1 / references).
    public let standardError: Double
  }

  /// For k = 1, 2, …, below the number of rows: with a cluster a row, the references' inertia is 0
  /// too. None where all rows are alike.
  public let rows: [Row]

  /// The number of groups; 1 says that the data fall apart as data without groups do. Nil without
  /// rows.
  public let pick: Int?

  /// Whether `pick` is the largest k looked at, and there may be more groups.
  public let isOpenEnded: Bool

  /// - Parameters:
  ///   - vectors: scaled as they were clustered.
  ///   - inertias: of the data, for k = 1, 2, …
  ///   - references: samples to draw of each shape, at least 2.
  ///   - reference: the shape that `rows` are about.
  ///   - rescales: whether each sample is z-scored after it is drawn, as the data were.
  ///   - method: how the samples are clustered; its `k` is not looked at.
  ///   - progress: called with the number of samples of a shape done and their total.
  /// - Complexity: that of clustering `references` times into 1, 2, … clusters; where these are
  ///   surprised, half as much again.
  public init(
    _ vectors: Vectors, inertias: [Double], references: Int = 20,
    from reference: Reference = .gaussian, rescales: Bool, method: KMeans,
    using generator: inout some RandomNumberGenerator,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    precondition(references >= 2, "two references at least")
    let seed = generator.next()
    // Below this, rows differ by their rounding alone.
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

  /// The number of groups that the strengths of the steps to k = 2, 3, … tell.
  package static func lastStrong(_ steps: [Double]) -> Int {
    // An infinite step ends in groups that have no spread at all.
    if let end = steps.firstIndex(of: .infinity) { return end + 2 }
    let strongest = steps.max() ?? 0
    let last = steps.lastIndex { $0 >= max(6, 0.3 * strongest) } ?? steps.firstIndex(of: strongest)
    return (last ?? 0) + 2
  }
}
