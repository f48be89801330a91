import Glibc

/// The position, scale and rotation of a face in its picture.
package struct Placement {
  /// Pixels per unit of length.
  let unit: Double
  /// The position of the face's origin, in pixels.
  let origin: Point
  private let columns: (x: Point, y: Point)

  package init(of face: FaceParameters, size: Int) {
    unit = 0.45 * Double(size) * face.scale
    origin = [Double(size) * (0.5 + face.offset.x), Double(size) * (0.47 + face.offset.y)]
    let angle = face.roll * Double.pi / 180
    columns = (Point(cos(angle), sin(angle)) * unit, Point(-sin(angle), cos(angle)) * unit)
  }

  /// From face coordinates to pixels.
  package func callAsFunction(_ point: Point) -> Point {
    columns.x * point.x + columns.y * point.y + origin
  }
}
