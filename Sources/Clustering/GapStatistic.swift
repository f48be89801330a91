import Glibc

/// Whether data fall into groups at all, and into how many: the gap statistic (Tibshirani, Walther and Hastie 2001). The
/// logarithm of the inertia is compared, k by k, with that of samples that have no groups.
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

    /// Mean log inertia of the references less that of the data: the greater, the more the data are in k groups.
    public let gap: Double

    /// Standard deviation over the references, times √(1 + 1 / references).
    public let standardError: Double
  }

  /// For k = 1, 2, …, as far as the inertia of the data is not 0.
  public let rows: [Row]

  /// The smallest k with gap(k) ≥ gap(k + 1) - standardError(k + 1); the last k where none has. 1 says that the data bend
  /// like data without groups. Nil without rows.
  ///
  /// Where groups are longer in one direction than in others, or many rows make the standard error tiny, splitting a group
  /// further can still gain more than splitting a normal sample does, and `pick` is too large: compare with `Stability`.
  public var pick: Int? {
    for (row, next) in zip(rows, rows.dropFirst()) where row.gap >= next.gap - next.standardError { return row.k }
    return rows.last?.k
  }

  /// Whether `pick` is the largest k looked at because the gap was still growing: there may be more groups.
  public var isOpenEnded: Bool { rows.count > 1 && pick == rows.last?.k }

  /// - Parameters:
  ///   - vectors: scaled as they were clustered.
  ///   - inertias: of the data, for k = 1, 2, …
  ///   - references: samples to draw, at least 1.
  ///   - rescales: whether each sample is z-scored after it is drawn, as the data were.
  ///   - method: how the samples are clustered; its `k` is not looked at. Fewer starts than the data had make the data
  ///     look a little better grouped than they are.
  ///   - progress: called with the number of samples done and their total.
  /// - Complexity: that of clustering `references` times into 1, 2, … clusters.
  public init(
    _ vectors: Vectors, inertias: [Double], references: Int = 20, from reference: Reference = .gaussian, rescales: Bool,
    method: KMeans, using generator: inout some RandomNumberGenerator,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    precondition(references >= 1, "at least one reference")
    let seed = generator.next()
    let floor = (inertias.first ?? 0) * 1e-12
    let own = inertias.prefix { $0 > floor && $0.isNormal }.map { log($0) }
    let sampler = ReferenceSampler(vectors, reference)
    let limit = min(own.count, vectors.count)
    var logs: [[Double]] = []
    // As many at a time as there are threads, so that progress is told from this one.
    while logs.count < references {
      let first = logs.count
      logs += Parallel.map(min(method.threads, references - first), threads: method.threads) { place in
        var generator = SeededGenerator(seed: seed, stream: UInt64(first + place))
        let drawn = sampler.sample(vectors.count, using: &generator)
        let sample = rescales ? Scaling.zScore(of: drawn)(drawn) : drawn
        return Self.logInertias(sample, upTo: limit, method, &generator)
      }
      progress(logs.count, references)
    }
    rows = (0..<limit).map { place in
      let values = logs.map { $0[place] }
      let mean = values.reduce(0, +) / Double(references)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(references)
      return Row(
        k: place + 1, gap: mean - own[place],
        standardError: variance.squareRoot() * (1 + 1 / Double(references)).squareRoot())
    }
  }

  private static func logInertias(
    _ sample: Vectors, upTo limit: Int, _ method: KMeans, _ generator: inout SeededGenerator
  ) -> [Double] {
    var method = method
    method.threads = 1
    return (0..<limit).map { place in
      method.k = place + 1
      // It fails only with fewer rows than clusters, which `limit` rules out.
      let inertia = (try? method.fit(sample, using: &generator).inertia) ?? 0
      return log(max(inertia, .leastNormalMagnitude))
    }
  }
}

/// Draws rows that have the data's covariance or extent, but no groups.
struct ReferenceSampler: Sendable {
  /// Principal axes, one a row, and what each is multiplied and shifted with.
  private let axes: Vectors
  private let scales: [Double]
  private let offsets: [Double]
  private let reference: GapStatistic.Reference

  init(_ vectors: Vectors, _ reference: GapStatistic.Reference) {
    let (variances, axes) = SymmetricMatrix(covarianceOf: vectors).eigen()
    self.axes = axes
    self.reference = reference
    switch reference {
    case .gaussian:
      scales = variances.map { max(0, $0).squareRoot() }
      offsets = variances.map { _ in 0 }
    case .uniform:
      var least = [Double](repeating: .infinity, count: variances.count)
      var greatest = [Double](repeating: -.infinity, count: variances.count)
      vectors.forEachRow { row in
        for axis in variances.indices {
          let place = zip(axes[axis], row).reduce(0) { $0 + $1.0 * $1.1 }
          least[axis] = min(least[axis], place)
          greatest[axis] = max(greatest[axis], place)
        }
      }
      scales = zip(greatest, least).map { $0 - $1 }
      offsets = least
    }
  }

  func sample(_ count: Int, using generator: inout SeededGenerator) -> Vectors {
    let dimensions = axes.dimensions
    var values = [Double](repeating: 0, count: count * dimensions)
    for row in 0..<count {
      for axis in 0..<dimensions {
        let drawn = reference == .gaussian ? generator.nextNormal() : generator.nextUnit()
        let place = drawn * scales[axis] + offsets[axis]
        for column in 0..<dimensions {
          values[row * dimensions + column] += place * axes.values[axis * dimensions + column]
        }
      }
    }
    return Vectors(values: values, dimensions: dimensions)
  }
}
