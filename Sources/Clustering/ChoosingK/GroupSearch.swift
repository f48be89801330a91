/// Everything known about how many groups there are: the curves over k, and the verdict drawn from
/// them.
public struct GroupSearch: Sendable {
  public let elbow: Elbow
  public let gap: GapStatistic
  /// Nil where it was not asked for.
  public let stability: Stability?
  /// The mean steadiness for each k from 2 on; empty where it was not asked for.
  public let steadiness: [Int: Double]
  public let verdict: Verdict

  /// How the search is done.
  public struct Options: Sendable {
    /// The largest k.
    public var mostClusters = 10
    /// The k-means for every k; its `k` is ignored.
    public var method = KMeans(k: 1)
    public var seed = 0
    /// The number of samples without groups that the gap statistic compares with.
    public var references = 20
    public var reference = GapStatistic.Reference.gaussian
    /// Whether these samples are z-scored, as the vectors were.
    public var rescales = true
    public var measuresStability = true
    /// How photos of one person differ, and how the vectors were scaled; nil if unknown.
    public var within: (spread: WithinSpread, scaling: Scaling)?

    public init() {}
  }

  /// - Parameters:
  ///   - vectors: scaled; at least one row.
  ///   - progress: called with the number of steps done.
  /// - Complexity: that of about forty clusterings for each k.
  public init(_ vectors: Vectors, _ options: Options, progress: (Int) -> Void = { _ in }) {
    let seed = UInt64(options.seed)
    var done = 0
    func advance() {
      done += 1
      progress(done)
    }
    elbow = Elbow(
      vectors, upTo: options.mostClusters, method: options.method,
      using: SeededGenerator(seed: seed)
    ) { _, _ in advance() }
    // Two starts are as good as ten on a sample, which has no groups to find.
    var quick = options.method
    quick.starts = min(2, quick.starts)
    var forGap = SeededGenerator(seed: seed, stream: 1)
    gap = GapStatistic(
      vectors, inertias: elbow.rows.map(\.inertia), references: options.references,
      from: options.reference, rescales: options.rescales, method: quick, using: &forGap
    ) { _, _ in advance() }
    if options.measuresStability {
      var forStability = SeededGenerator(seed: seed, stream: 2)
      stability = Stability(
        vectors, upTo: options.mostClusters, method: quick, using: &forStability
      ) { _, _ in advance() }
    } else {
      stability = nil
    }
    if let (spread, scaling) = options.within {
      steadiness = Self.steadiness(elbow, vectors, spread, scaling)
    } else {
      steadiness = [:]
    }
    var evidence = Verdict.Evidence(elbow, gap: gap, stability: stability)
    evidence.steadiness = steadiness
    verdict = Verdict(evidence)
  }

  private static func steadiness(
    _ elbow: Elbow, _ vectors: Vectors, _ spread: WithinSpread, _ scaling: Scaling
  ) -> [Int: Double] {
    var means: [Int: Double] = [:]
    for row in elbow.rows {
      let found = row.clustering.withoutEmpty
      means[row.k] = Steadiness(centres: found.centres, scaling: scaling, within: spread)?
        .mean(of: vectors, assignments: found.assignments)
    }
    return means
  }
}
