import Clustering
import Filter
import VectorRecords

/// How steady the faces would be if distances were in units of the spread within persons. This is
/// measured by clustering them (or a sample, if there are many) once more. Nil where that is not
/// possible.
///
/// - Parameters:
///   - learned: the covariance to scale by.
///   - method: how the faces were clustered.
/// - Complexity: that of clustering 2000 faces, or 20 per cluster.
func withinAlternative(
  scaledBy learned: WithinPersonFile, _ options: Options, _ method: KMeans,
  _ gathered: GatheredVectors<Vectors>
) -> SteadinessSentence.Alternative? {
  let (vectors, reader) = (gathered.vectors, gathered.reader)
  let limit = max(2000, 20 * method.k)
  let step = max(1, vectors.count / limit)
  let sample = vectors.rows(at: stride(from: 0, to: vectors.count, by: step).map(\.self))
  guard let names = reader.names,
    let scaling = try? learned.scaling(of: sample, names: names, base: reader.base),
    let (scaled, unit) = try? ScaleChoice.scaled(sample, by: scaling)
  else { return nil }
  var method = method
  method.starts = min(3, method.starts)
  var generator = SeededGenerator(seed: UInt64(options.clusters.seed))
  guard let found = try? method.fit(scaled, using: &generator).withoutEmpty else { return nil }
  guard let spread = try? learned.spread(of: reader),
    let steadiness = Steadiness(
      centres: found.centres, scaling: scaling.divided(by: unit), within: spread),
    let mean = steadiness.mean(of: scaled, assignments: found.assignments)
  else { return nil }
  return SteadinessSentence.Alternative(
    options: "--scale within" + (options.steadiness.within.map { ":\($0)" } ?? ""), mean: mean)
}
