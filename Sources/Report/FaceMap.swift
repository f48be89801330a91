/// All faces on the plane in which they differ most: the first two principal axes of some numbers.
public struct FaceMap: Sendable {
  /// One a face, in the order of ``Page/faces``; NaN where a face has no place.
  public var points: [SIMD2<Float>]
  /// The share of the whole variance on each axis, 0…1.
  public var explained: SIMD2<Double>
  /// Whose axes these are.
  public var shows: Subject
  /// What the axes mean: from left to right, and from bottom to top; empty where that is not known.
  public var axes: [MapAxis] = []

  /// The numbers that a map is made of.
  public enum Subject: Sendable, Equatable {
    /// The page's features.
    case features
    /// The field that the clusters were made on.
    case field(String)
    /// The page's features, though the clusters were made on this field, which is not at hand.
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

/// The map's drawing: one path a group of faces, whose n-th `M` is the place of the n-th face of
/// that group's list.
package struct MapDrawing {
  static let (width, height) = (480.0, 340.0)
  private static let edge = 12.0

  private var centre: SIMD2<Double>
  private var scale: Double
  private var points: [SIMD2<Float>]
  /// Radius of a mark: smaller where there are many.
  package var radius: Double

  /// Nil where no two faces have different places.
  package init?(_ map: FaceMap) {
    let placed = map.points.filter(Self.hasPlace)
    guard let first = placed.first else { return nil }
    let low = placed.reduce(first) { pointwiseMin($0, $1) }
    let high = placed.reduce(first) { pointwiseMax($0, $1) }
    let extent = SIMD2<Double>(high) - SIMD2<Double>(low)
    guard max(extent.x, extent.y) > 0 else { return nil }
    points = map.points
    centre = (SIMD2<Double>(high) + SIMD2<Double>(low)) / 2
    // One scale for both axes: distances on the map can be compared.
    scale = min(
      (Self.width - 2 * Self.edge) / max(extent.x, 1e-9 * extent.y),
      (Self.height - 2 * Self.edge) / max(extent.y, 1e-9 * extent.x))
    radius = placed.count <= 300 ? 4 : placed.count <= 2000 ? 2.8 : 1.8
  }

  /// Where a face lies, px; y runs up on the map and down in the drawing. Far outside where it has
  /// no place.
  package func place(_ index: Int) -> SIMD2<Double> {
    guard points.indices.contains(index), Self.hasPlace(points[index]) else { return [-999, 0] }
    let offset = (SIMD2<Double>(points[index]) - centre) * scale
    return [Self.width / 2 + offset.x, Self.height / 2 - offset.y]
  }

  /// The marks of some faces, in their order.
  package func path(_ indices: [Int], mark: ClusterMark) -> String {
    let shape = mark.corners.isEmpty ? "h0" : mark.relativePath(radius: radius)
    var text = ""
    text.reserveCapacity(indices.count * (shape.utf8.count + 12))
    for index in indices {
      let place = place(index)
      text += "M" + coordinate(place.x) + " " + coordinate(place.y) + shape
    }
    return text
  }

  private static func hasPlace(_ point: SIMD2<Float>) -> Bool {
    point.x.isFinite && point.y.isFinite
  }
}
