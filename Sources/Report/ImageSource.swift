/// The picture of a face, given by the caller at the moment when it is written.
public enum ImageSource: Sendable {
  /// A small JPEG to embed in the page, its size in px, and the map from the photo's pixels to its
  /// own: with a map (and a square picture), the landmarks can be shown over it.
  case jpeg([UInt8], width: Int, height: Int, transform: AffineMap? = nil)
  /// A photo to link to, by its path, and the part of it that shows the face.
  case link(path: String, view: PhotoView? = nil)
  /// No picture: the face is drawn from its landmarks.
  case none

  /// From the photo's pixels to the picture's square, 0…1 in both directions; nil if unknown.
  package var unitMap: AffineMap? {
    switch self {
    case .jpeg(_, let width, let height, let map?) where width == height && width > 0:
      let scale = 1 / Float(width)
      return AffineMap(
        a: map.a * scale, b: map.b * scale, tx: map.tx * scale, c: map.c * scale, d: map.d * scale,
        ty: map.ty * scale)
    case .link(_, let view?) where view.side > 0:
      let scale = 1 / view.side
      guard view.turned != 0 else {
        return AffineMap(a: scale, b: 0, tx: -view.x * scale, c: 0, d: scale, ty: -view.y * scale)
      }
      let across = quarterTurned([scale, 0], degrees: view.turned)
      let down = quarterTurned([0, scale], degrees: view.turned)
      // Rotated about the middle of the square.
      let middle = SIMD2(view.x, view.y) + view.side / 2
      let shift = 0.5 - across * middle.x - down * middle.y
      return AffineMap(
        a: across.x, b: down.x, tx: shift.x, c: across.y, d: down.y, ty: shift.y)
    default: return nil
    }
  }
}
