import Threads

/// How much nearer rows are to their own cluster than to the next one (Rousseeuw 1987), as
/// scikit-learn computes it.
public struct Silhouette: Sendable, Equatable {
  /// Indices of the rows that were compared, ascending: all rows, or a sample of them.
  public let rows: [Int]

  /// For each of `rows`, (b - a) / max(a, b) in -1…1: a is the mean distance to the other rows of
  /// its cluster, b the smallest mean distance to another cluster. 0 for a row alone in its
  /// cluster.
  public let values: [Double]

  /// The cluster of each of `rows`.
  public let assignments: [Int]

  /// Whether `rows` is only a sample.
  public let isSampled: Bool

  /// Mean of `values`.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// Mean of the values in each cluster; nil for a cluster without rows.
  public func clusterMeans(count: Int) -> [Double?] {
    var sums = [Double](repeating: 0, count: count)
    var sizes = [Int](repeating: 0, count: count)
    for (value, cluster) in zip(values, assignments) {
      sums[cluster] += value
      sizes[cluster] += 1
    }
    return zip(sums, sizes).map { $1 > 0 ? $0 / Double($1) : nil }
  }

  /// With more rows than this, a sample of this many is used, as the cost grows with the square.
  public static let defaultLimit = 10_000

  /// The silhouettes of several clusterings of the same rows, in one pass over the pairs of rows.
  ///
  /// Nil for a clustering with fewer than two nonempty clusters, or with every row alone.
  ///
  /// - Parameters:
  ///   - clusterings: for each clustering, the cluster of each row, numbered from 0.
  ///   - limit: with more rows than this, this many are drawn and represent all.
  /// - Complexity: O(n² · (dimensions + clusterings)), where n is the number of rows compared.
  public static func compute(
    _ vectors: Vectors, clusterings: [[Int]], limit: Int = defaultLimit,
    threads: Int = Parallel.processors, using generator: inout some RandomNumberGenerator
  ) -> [Silhouette?] {
    precondition(clusterings.allSatisfy { $0.count == vectors.count }, "a cluster for each row")
    let isSampled = vectors.count > limit
    let rows =
      isSampled ? generator.nextIndices(limit, below: vectors.count) : Array(0..<vectors.count)
    let sample = isSampled ? vectors.rows(at: rows) : vectors
    let labels =
      isSampled ? clusterings.map { clustering in rows.map { clustering[$0] } } : clusterings
    let values = PairwiseSums(sample, labels).silhouettes(threads: threads)
    return zip(labels, values).map { labels, values in
      let clusters = Set(labels).count
      guard clusters >= 2, clusters < labels.count else { return nil }
      return Silhouette(rows: rows, values: values, assignments: labels, isSampled: isSampled)
    }
  }
}

/// Sums of distances from every row to the rows of every cluster of every clustering.
private struct PairwiseSums: Sendable {
  private typealias Lanes = SIMD4<Double>

  private let vectors: Vectors
  private let clusterings: Int

  /// For each clustering, the index at which the sums of its clusters begin.
  private let offsets: [Int]
  private let sizes: [Int]

  /// The index of the sum for row r and clustering c, at r * clusterings + c.
  private let sumIndices: SharedMemory<Int>

  init(_ vectors: Vectors, _ labels: [[Int]]) {
    self.vectors = vectors
    clusterings = labels.count
    var offsets = [0]
    for clustering in labels {
      offsets.append(offsets[offsets.count - 1] + (clustering.max() ?? -1) + 1)
    }
    self.offsets = offsets
    var sizes = [Int](repeating: 0, count: offsets[clusterings])
    sumIndices = SharedMemory(repeating: 0, count: vectors.count * clusterings)
    for (number, clustering) in labels.enumerated() {
      for (row, label) in clustering.enumerated() {
        sumIndices.base[row * clusterings + number] = offsets[number] + label
        sizes[offsets[number] + label] += 1
      }
    }
    self.sizes = sizes
  }

  func silhouettes(threads: Int) -> [[Double]] {
    let count = vectors.count
    let result = SharedMemory<Double>(repeating: 0, count: count * clusterings)
    let tiles = (count + Lanes.lanes - 1) / Lanes.lanes
    let tilesAtOnce = 16
    let work = count * count * vectors.dimensions
    Parallel.forEach(
      (tiles + tilesAtOnce - 1) / tilesAtOnce, threads: work > 1_000_000 ? threads : 1
    ) { part in
      let sums = SharedMemory<Double>(repeating: 0, count: sizes.count * Lanes.lanes)
      let panel = SharedMemory<Double>(repeating: 0, count: vectors.dimensions * Lanes.lanes)
      for tile in part * tilesAtOnce..<min((part + 1) * tilesAtOnce, tiles) {
        add(tile: tile, sums: sums, panel: panel)
        for row in tile * Lanes.lanes..<min((tile + 1) * Lanes.lanes, count) {
          for clustering in 0..<clusterings {
            result.base[clustering * count + row] = silhouette(
              row, clustering, sums.base + row % Lanes.lanes)
          }
        }
      }
    }
    return (0..<clusterings).map { clustering in
      Array(UnsafeBufferPointer(start: result.base + clustering * count, count: count))
    }
  }

  /// Sums for the rows of one tile: one row per lane.
  private func add(tile: Int, sums: SharedMemory<Double>, panel: SharedMemory<Double>) {
    sums.fill(0)
    let dimensions = vectors.dimensions
    vectors.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let first = tile * Lanes.lanes
      fillPanels(
        panel.base, from: base + first * dimensions, count: min(Lanes.lanes, vectors.count - first),
        dimensions, as: Lanes.self)
      for row in 0..<vectors.count {
        let distances = squaredDistances(
          base + row * dimensions, toPanel: panel.base, dimensions, as: Lanes.self
        ).squareRoots()
        let indices = sumIndices.base + row * clusterings
        for clustering in 0..<clusterings {
          let target = sums.base + indices[clustering] * Lanes.lanes
          Lanes.load(target).plus(distances).store(to: target)
        }
      }
    }
  }

  private func silhouette(_ row: Int, _ clustering: Int, _ sums: UnsafePointer<Double>) -> Double {
    let own = sumIndices.base[row * clusterings + clustering]
    guard sizes[own] > 1 else { return 0 }
    let inside = sums[own * Lanes.lanes] / Double(sizes[own] - 1)
    var outside = Double.infinity
    for index in offsets[clustering]..<offsets[clustering + 1]
    where index != own && sizes[index] > 0 {
      outside = min(outside, sums[index * Lanes.lanes] / Double(sizes[index]))
    }
    let greater = max(inside, outside)
    return greater > 0 && greater.isFinite ? (outside - inside) / greater : 0
  }
}
