/// The cost of every number of clusters from 1 to a limit, and where the curve bends.
public struct Elbow: Sendable {
  public struct Row: Sendable {
    public let clustering: KMeans.Result

    /// Nil for one cluster, and where `Silhouette.compute` returns nil.
    public let silhouette: Silhouette?

    public var k: Int { clustering.sizes.count }
    public var inertia: Double { clustering.inertia }
  }

  /// Rows for k = 1, 2, …
  public let rows: [Row]

  /// The number of clusters at the knee of the inertia, or nil where the curve does not bend.
  public var k: Int? { knee.map { rows[$0.index].k } }

  /// The knee of the inertia over k.
  public var knee: Knee? { Knee(of: rows.map(\.inertia)) }

  /// The number of clusters with the highest mean silhouette (the smallest such number on a tie);
  /// nil if no row has a silhouette.
  public var silhouettePick: Int? {
    var best: (k: Int, mean: Double)?
    for row in rows {
      if let mean = row.silhouette?.mean, mean > best?.mean ?? -.infinity { best = (row.k, mean) }
    }
    return best?.k
  }

  /// Clusters `vectors` into 1, 2, … `maximum` clusters (at most as many as there are rows).
  ///
  /// Every k starts from the same generator, so its row equals what `method` with that k gives for
  /// that generator.
  ///
  /// - Parameters:
  ///   - method: the k-means to use; its `k` is ignored.
  ///   - silhouetteLimit: with more rows than this, silhouettes are computed on a sample.
  ///   - progress: called after each k with the number of values of k done, and their total.
  /// - Precondition: at least one row, and `maximum >= 1`.
  public init(
    _ vectors: Vectors, upTo maximum: Int, method: KMeans,
    silhouetteLimit: Int = Silhouette.defaultLimit, using generator: some RandomNumberGenerator,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    precondition(!vectors.isEmpty && maximum >= 1, "nothing to cluster")
    let total = min(maximum, vectors.count)
    var clusterings: [KMeans.Result] = []
    for k in 1...total {
      var own = generator
      var method = method
      method.k = k
      // It fails only with fewer rows than clusters, which `total` rules out.
      if let clustering = try? method.fit(vectors, using: &own) { clusterings.append(clustering) }
      progress(k, total)
    }
    var own = generator
    let silhouettes = Silhouette.compute(
      vectors, clusterings: clusterings.map(\.assignments), limit: silhouetteLimit,
      threads: method.threads, using: &own
    )
    rows = zip(clusterings, silhouettes).map { Row(clustering: $0, silhouette: $1) }
  }
}
