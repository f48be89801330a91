import Threads

/// Whether other faces of the same kind would give the same clusters: the data are halved at
/// random, each half is clustered on its own, and both sets of centres assign a cluster to every
/// row. Where the groups are real, the two assignments agree.
///
/// After Lange, Roth, Braun and Buhmann (2004), who train a classifier on one half and compare it
/// with the clusters of the other; here the classifier is the nearest centre, and agreement is the
/// adjusted Rand index, which is 0 on average by chance.
public struct Stability: Sendable, Equatable {
  public struct Row: Sendable, Equatable {
    public let k: Int

    /// Mean adjusted Rand index over the halvings: about 0 by chance, 1 for the same clusters every
    /// time.
    public let agreement: Double

    /// Standard deviation over the halvings.
    public let deviation: Double
  }

  /// For k = 2, 3, … (one cluster always agrees with itself), as long as each half has at least k
  /// rows.
  public let rows: [Row]

  /// Whether only a sample of the rows was halved.
  public let isSampled: Bool

  /// - Parameters:
  ///   - vectors: scaled as they are for clustering.
  ///   - maximum: the largest k.
  ///   - halvings: the number of random halvings, at least 1.
  ///   - limit: with more rows than this, this many are drawn for each halving.
  ///   - method: how the halves are clustered; its `k` is ignored.
  ///   - progress: called with the number of halvings done and their total.
  /// - Complexity: that of clustering the rows `halvings` times into 2, 3, … clusters.
  public init(
    _ vectors: Vectors, upTo maximum: Int, halvings: Int = 10, limit: Int = Silhouette.defaultLimit,
    method: KMeans, using generator: inout some RandomNumberGenerator,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    precondition(halvings >= 1, "at least one halving")
    isSampled = vectors.count > limit
    let size = min(vectors.count, limit)
    let last = min(maximum, size / 2)
    guard last >= 2 else {
      rows = []
      return
    }
    let seed = generator.next()
    var agreements: [[Double]] = []
    while agreements.count < halvings {
      let first = agreements.count
      agreements += Parallel.map(min(method.threads, halvings - first), threads: method.threads) {
        index in
        var generator = SeededGenerator(seed: seed, stream: UInt64(first + index))
        let indices = generator.nextIndices(size, below: vectors.count)
        return Self.agreements(vectors.rows(at: indices), upTo: last, method, &generator)
      }
      progress(agreements.count, halvings)
    }
    rows = (2...last).map { k in
      let values = agreements.map { $0[k - 2] }
      let mean = values.reduce(0, +) / Double(halvings)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(halvings)
      return Row(k: k, agreement: mean, deviation: variance.squareRoot())
    }
  }

  private static func agreements(
    _ vectors: Vectors, upTo last: Int, _ method: KMeans, _ generator: inout SeededGenerator
  ) -> [Double] {
    var method = method
    method.threads = 1
    let chosen = Set(generator.nextIndices(vectors.count / 2, below: vectors.count))
    let halves = [true, false].map { isFirst in
      vectors.rows(at: (0..<vectors.count).filter { chosen.contains($0) == isFirst })
    }
    return (2...last).map { k in
      method.k = k
      let labels = halves.compactMap { half -> [Int]? in
        guard let result = try? method.fit(half, using: &generator) else { return nil }
        return NearestCentres(result.centres).clusters(of: vectors)
      }
      return Agreement.adjustedRand(Contingency(labels: labels[0], clusters: labels[1]))
    }
  }
}
