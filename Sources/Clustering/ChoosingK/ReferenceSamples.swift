import Glibc
import Threads

/// How the inertia of samples without groups falls with the number of clusters, and how unusual
/// another fall is compared with theirs.
struct ReferenceSamples: Sendable {
  /// For each sample, the logarithms of its inertia for k = 1, 2, …
  let logs: [[Double]]

  /// - Parameters:
  ///   - vectors: the data that the samples imitate, scaled as they were for clustering.
  ///   - count: the number of samples to draw.
  ///   - limit: the largest k.
  ///   - rescales: whether each sample is z-scored after it is drawn, as the data were.
  ///   - method: how the samples are clustered; its `k` is ignored.
  ///   - progress: called with the number of samples done and their total.
  /// - Complexity: that of clustering `count` times into 1, 2, … clusters.
  init(
    of vectors: Vectors, _ count: Int, from reference: GapStatistic.Reference, upTo limit: Int,
    rescales: Bool, method: KMeans, seed: UInt64, progress: (_ done: Int, _ total: Int) -> Void
  ) {
    let sampler = ReferenceSampler(vectors, reference)
    var logs: [[Double]] = []
    // As many at a time as there are threads, so that this thread can report progress.
    while logs.count < count {
      let first = logs.count
      logs += Parallel.map(min(method.threads, count - first), threads: method.threads) { index in
        var generator = SeededGenerator(seed: seed, stream: UInt64(first + index))
        let drawn = sampler.sample(vectors.count, using: &generator)
        let sample = rescales ? Scaling.zScore(of: drawn)(drawn) : drawn
        var method = method
        method.threads = 1
        return method.logInertias(sample, upTo: limit, using: &generator)
      }
      progress(logs.count, count)
    }
    self.logs = logs
  }

  /// Mean of the samples' values, and the standard error of one more value around it (the error of
  /// the mean included).
  private func spread(of values: [Double]) -> (mean: Double, error: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return (mean, variance.squareRoot() * (1 + 1 / count).squareRoot())
  }

  /// The gap of data whose logarithms of inertia are `own`, for k = 1, 2, …
  func gaps(of own: [Double]) -> [GapStatistic.Row] {
    own.indices.map { index in
      let (mean, error) = spread(of: logs.map { $0[index] })
      return GapStatistic.Row(k: index + 1, gap: mean - own[index], standardError: error)
    }
  }

  /// By how many standard errors the fall of `own` from one number of clusters to another exceeds
  /// those of the samples; `omitted` leaves one sample out.
  ///
  /// The error is that of the falls themselves: log W(k) and log W(k - 1) of one sample are
  /// correlated, so it is smaller than the errors of the two gaps suggest.
  func excess(of own: [Double], from: Int, to: Int, leavingOut omitted: Int? = nil) -> Double {
    guard own[from - 1].isFinite else { return 0 }
    guard own[to - 1].isFinite else { return .infinity }
    let falls = logs.indices.filter { $0 != omitted }.map { logs[$0][from - 1] - logs[$0][to - 1] }
    let (mean, error) = spread(of: falls)
    return (own[from - 1] - own[to - 1] - mean) / max(error, 1e-9)
  }

  /// How much more `own` falls than the samples do, from one cluster to any number from 2 to
  /// `limit`: its largest excess, in standard deviations above the mean of the largest excesses
  /// that the samples have over each other.
  ///
  /// - Complexity: O(samples² · limit).
  func surprise(of own: [Double], upTo limit: Int) -> Double {
    func largest(_ curve: [Double], _ omitted: Int?) -> Double {
      (2...limit).map { excess(of: curve, from: 1, to: $0, leavingOut: omitted) }.max() ?? 0
    }
    let theirs = logs.indices.map { largest(logs[$0], $0) }
    let count = Double(theirs.count)
    let mean = theirs.reduce(0, +) / count
    let variance = theirs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return (largest(own, nil) - mean) / max(variance.squareRoot(), 1e-9)
  }
}

extension KMeans {
  /// Logarithms of the inertia for 1, 2, … clusters.
  ///
  /// - Precondition: at least `limit` rows.
  func logInertias(
    _ vectors: Vectors, upTo limit: Int, using generator: inout SeededGenerator
  ) -> [Double] {
    var method = self
    return (0..<limit).map { index in
      method.k = index + 1
      // It fails only with fewer rows than clusters, which `limit` rules out.
      let inertia = (try? method.fit(vectors, using: &generator).inertia) ?? 0
      return log(max(inertia, .leastNormalMagnitude))
    }
  }
}
