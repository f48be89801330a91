/// All faces on the plane in which they vary most: the first two principal axes of some numbers.
public struct FaceMap: Sendable {
  /// One point per face, in the order of ``Page/faces``; NaN for a face that is not on the map.
  public var points: [SIMD2<Float>]
  /// The share of the total variance on each axis, 0…1.
  public var explained: SIMD2<Double>
  /// The numbers that the axes are computed from.
  public var shows: Subject
  /// What the axes mean, from left to right and from bottom to top; empty if unknown.
  public var axes: [MapAxis] = []

  /// The numbers that a map is made from.
  public enum Subject: Sendable, Equatable {
    /// The page's features.
    case features
    /// The field that the clusters were made from.
    case field(String)
    /// The page's features, because the field that the clusters were made from is not available.
    case featuresThough(String)
  }

  public init(
    points: [SIMD2<Float>], explained: SIMD2<Double>, shows: Subject = .features,
    axes: [MapAxis] = []
  ) {
    self.points = points
    self.explained = explained
    self.shows = shows
    self.axes = axes
  }
}

/// The map's drawing: one path per group of faces, whose n-th `M` is the position of the n-th face
/// in that group's list.
package struct MapDrawing {
  static let (width, height) = (480.0, 340.0)
  private static let edge = 12.0

  private var centre: SIMD2<Double>
  private var scale: Double
  private var points: [SIMD2<Float>]
  /// Radius of a mark: smaller if there are many.
  package var radius: Double

  /// Nil if no two faces have different positions.
  package init?(_ map: FaceMap) {
    let shown = map.points.filter(Self.isOnMap)
    guard let first = shown.first else { return nil }
    let low = shown.reduce(first) { pointwiseMin($0, $1) }
    let high = shown.reduce(first) { pointwiseMax($0, $1) }
    let extent = SIMD2<Double>(high) - SIMD2<Double>(low)
    guard max(extent.x, extent.y) > 0 else { return nil }
    points = map.points
    centre = (SIMD2<Double>(high) + SIMD2<Double>(low)) / 2
    // One scale for both axes, so that distances on the map can be compared.
    scale = min(
      (Self.width - 2 * Self.edge) / max(extent.x, 1e-9 * extent.y),
      (Self.height - 2 * Self.edge) / max(extent.y, 1e-9 * extent.x))
    radius = shown.count <= 300 ? 4 : shown.count <= 2000 ? 2.8 : 1.8
  }

  /// The position of a face, px; y runs up on the map and down in the drawing. Far outside if it is
  /// not on the map.
  package func position(_ index: Int) -> SIMD2<Double> {
    guard points.indices.contains(index), Self.isOnMap(points[index]) else { return [-999, 0] }
    let offset = (SIMD2<Double>(points[index]) - centre) * scale
    return [Self.width / 2 + offset.x, Self.height / 2 - offset.y]
  }

  /// The marks of some faces, in the given order.
  package func path(_ indices: [Int], mark: ClusterMark) -> String {
    let shape = mark.corners.isEmpty ? "h0" : mark.relativePath(radius: radius)
    var text = ""
    text.reserveCapacity(indices.count * (shape.utf8.count + 12))
    for index in indices {
      let position = position(index)
      text += "M" + coordinate(position.x) + " " + coordinate(position.y) + shape
    }
    return text
  }

  private static func isOnMap(_ point: SIMD2<Float>) -> Bool {
    point.x.isFinite && point.y.isFinite
  }
}
