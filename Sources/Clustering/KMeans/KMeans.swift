import Threads

/// k-means clustering (Lloyd 1982; seeding by Arthur and Vassilvitskii 2007): of several starts,
/// the one with the lowest inertia wins.
///
/// Few points are clustered directly. With 16,384 points or more (or 512 per cluster), each start
/// first runs to its end on a small weighted sample (`CoresetSampler`); the three starts whose
/// centres give the lowest inertia on all points then run to their ends on all points. Large inputs
/// are computed in single precision where that is precise enough; but the last assignment is always
/// computed in double precision on all points, so that labels, distances and inertia agree with
/// `NearestCentres` on the resulting centres.
public struct KMeans: Sendable {
  /// Number of clusters, at least 1.
  public var k: Int

  public var initialisation = Initialisation.plusPlus

  /// Number of starts, at least 1.
  public var starts = 10

  /// Maximum number of updates of the centres in one start.
  public var maxIterations = 300

  /// A start ends when the sum of the centres' squared moves is at most this, times the mean
  /// variance of the columns.
  public var tolerance = 1e-4

  /// Threads to use; the result does not depend on it.
  public var threads = Parallel.processors

  public init(k: Int) { self.k = k }

  /// The result of clustering.
  public struct Result: Sendable, Equatable {
    /// One row per cluster, in the units of the input. An empty cluster has a centre too.
    public let centres: Vectors

    /// The cluster of each input row: 0 is the largest, ties by first appearance.
    public let assignments: [Int]

    /// Number of rows in each cluster, in descending order.
    public let sizes: [Int]

    /// Sum of the rows' squared distances to their own centres.
    public let inertia: Double

    /// How often the centres were updated in the winning start (on all points).
    public let iterations: Int

    /// Whether the winning start ended before `maxIterations`.
    public let converged: Bool

    /// Clusters with at least one row: below k where the input has fewer than k different rows.
    public var nonEmpty: Int { sizes.count { $0 > 0 } }

    /// The same without the empty clusters, which have the highest numbers.
    public var withoutEmpty: Result {
      Result(
        centres: centres.rows(at: 0..<nonEmpty), assignments: assignments,
        sizes: Array(sizes.prefix(nonEmpty)), inertia: inertia, iterations: iterations,
        converged: converged)
    }
  }

  public enum Failure: Error, Equatable {
    /// There are fewer rows than requested clusters.
    case fewerRowsThanClusters(rows: Int, clusters: Int)
  }

  /// Clusters the rows of `vectors`.
  ///
  /// Where there are fewer than `k` different rows, each of these gets its own cluster; the other
  /// clusters stay empty and have the highest numbers.
  ///
  /// - Precondition: all numbers are finite.
  /// - Throws: `Failure` with fewer rows than clusters.
  /// - Complexity: O(starts · iterations · count · k · dimensions) at worst; the bounds save much
  ///   of it.
  public func fit(_ vectors: Vectors, using generator: inout some RandomNumberGenerator)
    throws(Failure) -> Result
  {
    precondition(k >= 1 && starts >= 1 && maxIterations >= 1 && threads >= 1, "counts start at 1")
    guard vectors.count >= k else { throw .fewerRowsThanClusters(rows: vectors.count, clusters: k) }
    let seed = generator.next()
    let frame = Frame(vectors)
    let isMuch = vectors.values.count * k > 4_000_000
    let best =
      isMuch && frame.isCompact
      ? bestStart(PointTable<SIMD8<Float>>(vectors, frame: frame), frame, seed)
      : bestStart(PointTable<SIMD4<Double>>(vectors, frame: frame), frame, seed)
    return finished(best, vectors, frame)
  }

  /// How many starts go on to all points after the sample.
  private static let finalists = 3

  /// The size of the sample that a start on many points begins with.
  private var sampleSize: Int { max(8192, 256 * k) }

  /// With at most this many rows, each start is improved by Hartigan-Wong swaps: with many rows per
  /// cluster there is little left to gain.
  private static let mostToSwap = 16_384

  struct Start {
    var centres: [Double]
    var labels: [Int32]
    var sizes: [Int]
    var inertia: Double
    var iterations: Int
    var converged: Bool

    init<L: LaneVector>(_ lloyd: BoundedLloyd<L>, _ end: (iterations: Int, converged: Bool)) {
      centres = lloyd.centres.array.map { Double($0) }
      labels = lloyd.labels.array
      sizes = lloyd.sizes.array
      inertia = lloyd.inertia
      (iterations, converged) = end
    }
  }

  private func bestStart<L: LaneVector>(_ table: PointTable<L>, _ frame: Frame, _ seed: UInt64)
    -> Start
  {
    let tolerance = tolerance * frame.meanVariance * frame.factor * frame.factor
    if table.count >= 2 * sampleSize { return bestStartBySample(table, tolerance, seed) }

    let work = table.count * table.dimensions * k * starts
    let ends = Parallel.map(starts, threads: work > 500_000 ? threads : 1) { start in
      var generator = SeededGenerator(seed: seed, stream: UInt64(start))
      let lloyd = BoundedLloyd(table, k: k)
      lloyd.placeCentres(at: table.seeds(k, initialisation, using: &generator))
      let end = lloyd.run(maxIterations: maxIterations, tolerance: tolerance, threads: 1)
      var result = Start(lloyd, end)
      if table.count <= Self.mostToSwap, let table = table as? PointTable<SIMD4<Double>> {
        result.swapRows(table.rows.base, dimensions: table.dimensions, mostPasses: maxIterations)
      }
      return result
    }
    return ends.dropFirst().reduce(ends[0]) { $1.inertia < $0.inertia ? $1 : $0 }
  }

  private func bestStartBySample<L: LaneVector>(
    _ table: PointTable<L>, _ tolerance: Double, _ seed: UInt64
  ) -> Start {
    let sampler = CoresetSampler(table)
    let width = k * table.dimensions
    let firstCentres = SharedMemory<L.Scalar>(repeating: 0, count: starts * width)
    Parallel.forEach(starts, threads: threads) { start in
      var generator = SeededGenerator(seed: seed, stream: UInt64(start))
      let sample = sampler.sample(sampleSize, using: &generator)
      let lloyd = BoundedLloyd(sample, k: k)
      lloyd.placeCentres(at: sample.seeds(k, initialisation, using: &generator))
      _ = lloyd.run(maxIterations: maxIterations, tolerance: tolerance, threads: 1)
      (firstCentres.base + start * width).update(from: lloyd.centres.base, count: width)
    }
    let lloyd = BoundedLloyd(table, k: k)
    func loadCentres(of start: Int) {
      lloyd.centres.base.update(from: firstCentres.base + start * width, count: width)
    }
    let inertias = (0..<starts).map { start in
      loadCentres(of: start)
      return lloyd.inertiaAfterAssignment(threads: threads)
    }
    let finalists = inertias.indices.sorted { (inertias[$0], $0) < (inertias[$1], $1) }.prefix(
      Self.finalists)
    var best: Start?
    for start in finalists {
      loadCentres(of: start)
      let end = lloyd.run(maxIterations: maxIterations, tolerance: tolerance, threads: threads)
      if best.map({ lloyd.inertia < $0.inertia }) ?? true { best = Start(lloyd, end) }
    }
    return best ?? Start(lloyd, (0, false))
  }
}
