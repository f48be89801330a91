import Clustering
import Report
import VectorRecords

/// The faces on the plane of the first two principal axes of what they were clustered on; of their
/// z-scored features where that is not known, or no longer in the records.
///
/// - Returns: nil where no two faces have a whole vector.
/// - Complexity: O(faces × numbers²).
func faceMap(of contents: PageContents) -> FaceMap? {
  let compared = contents.compared
  if let compared, let map = faceMap(compared.vectors, isNamed: compared.isNamed) {
    return FaceMap(points: map.points, explained: map.explained, shows: .field(compared.field))
  }
  let columns = contents.page.features.count
  let features = contents.page.faces.map { face in
    face.features.count == columns ? face.features : []
  }
  guard columns > 0, let map = faceMap(features, isNamed: true) else { return nil }
  return FaceMap(
    points: map.points, explained: map.explained,
    shows: compared.map { .featuresThough($0.field) } ?? .features)
}

/// - Parameters:
///   - rows: one a face, all of one length; empty where a face has none.
///   - isNamed: named numbers are measures, which differ in spread and are z-scored; plain ones are
///     taken as they are, as ``ScaleChoice/standard(isNamed:)`` has it for clustering.
private func faceMap(
  _ rows: [[Float]], isNamed: Bool
) -> (points: [SIMD2<Float>], explained: SIMD2<Double>)? {
  let complete = rows.indices.filter { !rows[$0].isEmpty && rows[$0].allSatisfy(\.isFinite) }
  guard let first = complete.first, complete.count > 1 else { return nil }
  var vectors = Vectors(dimensions: rows[first].count)
  vectors.reserveCapacity(complete.count)
  for index in complete { vectors.append(rows[index].map { Double($0) }) }
  let scaled = isNamed ? Scaling.zScore(of: vectors)(vectors) : vectors
  let plane = PrincipalPlane(of: scaled)

  var points = [SIMD2<Float>](repeating: [.nan, .nan], count: rows.count)
  for (row, index) in complete.enumerated() { points[index] = SIMD2<Float>(plane(scaled[row])) }
  return (points, plane.explained)
}
