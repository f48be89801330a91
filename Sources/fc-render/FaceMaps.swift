import Clustering
import Report
import VectorRecords

/// The faces on the plane of the first two principal axes of the numbers that they were clustered
/// by; of their z-scored features if these numbers are unknown, or no longer in the records.
///
/// - Returns: nil if no two faces have complete vectors.
/// - Complexity: O(faces × numbers²).
func faceMap(of contents: PageContents) -> FaceMap? {
  let (page, compared) = (contents.page, contents.compared)
  let features = page.faces.map { face in
    face.features.count == page.features.count ? face.features : []
  }
  if let compared, let map = ProjectedFaces(compared.vectors, isNamed: compared.isNamed) {
    let axes =
      compared.names.map { names in
        map.axes(madeOf: names.map { Feature(measure: $0) })
      } ?? map.axes(along: features, named: page.features)
    return map.map(showing: .field(compared.field), axes)
  }
  guard !page.features.isEmpty, let map = ProjectedFaces(features, isNamed: true) else {
    return nil
  }
  let subject = compared.map { FaceMap.Subject.featuresThough($0.field) } ?? .features
  return map.map(showing: subject, map.axes(madeOf: page.features))
}

/// Faces on the plane of the first two principal axes of some numbers.
private struct ProjectedFaces {
  /// One per face; NaN for a face that is not on the map.
  private var points: [SIMD2<Float>]
  private let plane: PrincipalPlane

  /// - Parameters:
  ///   - rows: one per face, all of the same length; empty for a face without numbers.
  ///   - isNamed: named numbers are measures, which differ in spread and are z-scored; plain ones
  ///     are not scaled: as for clustering (``ScaleChoice/usual(isNamed:)``).
  init?(_ rows: [[Float]], isNamed: Bool) {
    let complete = rows.indices.filter { !rows[$0].isEmpty && rows[$0].allSatisfy(\.isFinite) }
    guard let first = complete.first, complete.count > 1 else { return nil }
    var vectors = Vectors(dimensions: rows[first].count)
    vectors.reserveCapacity(complete.count)
    for index in complete { vectors.append(rows[index].map { Double($0) }) }
    let scaled = isNamed ? Scaling.zScore(of: vectors)(vectors) : vectors
    plane = PrincipalPlane(of: scaled)
    points = [SIMD2<Float>](repeating: [.nan, .nan], count: rows.count)
    for (row, index) in complete.enumerated() { points[index] = SIMD2<Float>(plane(scaled[row])) }
  }

  func map(showing subject: FaceMap.Subject, _ axes: [MapAxis]) -> FaceMap {
    FaceMap(points: points, explained: plane.explained, shows: subject, axes: axes)
  }

  /// Describes the axes by their components along the z-scored measures.
  func axes(madeOf features: [Feature]) -> [MapAxis] {
    (0..<plane.axes.count).map { axis in
      let weights = plane.explained[axis] > 0 ? Array(plane.axes[axis]) : []
      return MapAxis(features: features, weights: weights, isMadeOfThem: true)
    }
  }

  /// Describes axes of numbers without names by the measures that they are correlated with.
  ///
  /// - Parameter values: one row per face, in the order of the features; empty for a face without
  ///   features.
  func axes(along values: [[Float]], named features: [Feature]) -> [MapAxis] {
    (0..<2).map { axis in
      let weights = features.indices.map { feature in
        correlation(
          zip(values, points).lazy.compactMap { value, point in
            value.isEmpty ? nil : SIMD2(Double(value[feature]), Double(point[axis]))
          })
      }
      return MapAxis(
        features: features, weights: weights, isMadeOfThem: false, floor: leastCorrelation)
    }
  }
}

/// A correlation below this explains less than a tenth of the variance: too little to describe an
/// axis by.
private let leastCorrelation = 0.3

/// Pearson's correlation of the complete pairs; NaN if either value does not vary.
private func correlation(_ pairs: some Sequence<SIMD2<Double>>) -> Double {
  var (count, mean, squares, product) = (0.0, SIMD2<Double>.zero, SIMD2<Double>.zero, 0.0)
  for pair in pairs where pair.x.isFinite && pair.y.isFinite {
    count += 1
    let before = pair - mean
    mean += before / count
    squares += before * (pair - mean)
    product += before.x * (pair.y - mean.y)
  }
  return product / (squares.x * squares.y).squareRoot()
}
