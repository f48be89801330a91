/// The square part of a photo that shows a face, px of the upright photo.
public struct PhotoView: Sendable, Equatable {
  public var x, y, side: Float
  /// The whole photo's size, px.
  public var photoWidth, photoHeight: Float

  public init(x: Float, y: Float, side: Float, photoWidth: Float, photoHeight: Float) {
    (self.x, self.y, self.side) = (x, y, side)
    (self.photoWidth, self.photoHeight) = (photoWidth, photoHeight)
  }
}

extension FaceCard {
  /// The square of the photo around the face, with the margin of a thumbnail; nil where points and
  /// box, or the photo's size, are not known.
  public var view: PhotoView? {
    let points = landmarks.isEmpty ? corners : landmarks
    guard let photoSize, photoSize.min() > 0, let first = points.first else { return nil }
    let low = points.reduce(first) { pointwiseMin($0, $1) }
    let high = points.reduce(first) { pointwiseMax($0, $1) }
    let side = (high - low).max() * 1.45
    guard side > 0, side.isFinite else { return nil }
    // Points count from the centre of the first pixel, the view from its edge.
    let corner = (low + high) / 2 + 0.5 - SIMD2(side / 2, side * 0.6)
    let photo = SIMD2<Float>(photoSize)
    return PhotoView(
      x: corner.x, y: corner.y, side: side, photoWidth: photo.x, photoHeight: photo.y)
  }

  /// Two corners of the box.
  private var corners: [SIMD2<Float>] {
    guard let box = box?.map({ Float($0) }), box.count == 4 else { return [] }
    return [[box[0], box[1]], [box[0] + box[2], box[1] + box[3]]]
  }
}
