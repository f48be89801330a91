import FaceGeometry

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
    guard let photoSize, photoSize.min() > 0,
      let (low, high) = landmarks.map({ Landmarks($0).bounds }) ?? corners,
      let crop = CropFrame(low: low, high: high)
    else { return nil }
    // Points count from the centre of the first pixel, the view from its edge.
    let corner = SIMD2<Float>(crop.centre - crop.side / 2 + 0.5)
    let photo = SIMD2<Float>(photoSize)
    return PhotoView(
      x: corner.x, y: corner.y, side: Float(crop.side), photoWidth: photo.x, photoHeight: photo.y)
  }

  /// Two corners of the box.
  private var corners: (low: SIMD2<Double>, high: SIMD2<Double>)? {
    guard let box, box.count == 4 else { return nil }
    let corner = SIMD2(box[0], box[1]), opposite = corner + SIMD2(box[2], box[3])
    return (pointwiseMin(corner, opposite), pointwiseMax(corner, opposite))
  }
}
