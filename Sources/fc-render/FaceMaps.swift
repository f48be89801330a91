import Clustering
import Report

/// The faces on the plane of the first two principal axes of their z-scored features.
///
/// - Returns: nil where no two faces have all features.
/// - Complexity: O(faces × features²).
func faceMap(of page: Page) -> FaceMap? {
  let columns = page.features.count
  let complete = page.faces.indices.filter { index in
    let features = page.faces[index].features
    return features.count == columns && features.allSatisfy(\.isFinite)
  }
  guard columns > 0, complete.count > 1 else { return nil }
  var vectors = Vectors(dimensions: columns)
  vectors.reserveCapacity(complete.count)
  for index in complete { vectors.append(page.faces[index].features.map { Double($0) }) }
  let scaled = Scaling.zScore(of: vectors)(vectors)
  let plane = PrincipalPlane(of: scaled)

  var points = [SIMD2<Float>](repeating: [.nan, .nan], count: page.faces.count)
  for (row, index) in complete.enumerated() { points[index] = SIMD2<Float>(plane(scaled[row])) }
  return FaceMap(points: points, explained: plane.explained)
}
