import FaceGeometry

/// The square part of a photo that shows a face, px of the upright photo.
public struct PhotoView: Sendable, Equatable {
  public var x, y, side: Float
  /// The size of the whole photo, px.
  public var photoWidth, photoHeight: Float
  /// How many degrees clockwise it must be turned to be upright: 0, 90, 180 or 270.
  public var turned = 0

  public init(x: Float, y: Float, side: Float, photoWidth: Float, photoHeight: Float) {
    (self.x, self.y, self.side) = (x, y, side)
    (self.photoWidth, self.photoHeight) = (photoWidth, photoHeight)
  }
}

extension FaceCard {
  /// The square of the photo around the face, with the margin of a thumbnail; nil if points and
  /// box, or the photo's size, are unknown.
  public var view: PhotoView? {
    guard let photoSize, photoSize.min() > 0,
      let (low, high) = landmarks.map({ Landmarks($0).bounds }) ?? corners,
      let crop = turnedFrame(low, high)
    else { return nil }
    // Points count from the centre of the first pixel, the view counts from its edge.
    let centre = quarterTurned(crop.centre, degrees: 360 - turned)
    let corner = SIMD2<Float>(centre - crop.side / 2 + 0.5)
    let photo = SIMD2<Float>(photoSize)
    var view = PhotoView(
      x: corner.x, y: corner.y, side: Float(crop.side), photoWidth: photo.x, photoHeight: photo.y)
    view.turned = turned
    return view
  }

  /// The landmarks as if the photo had been turned, for drawings, where the position does not
  /// matter.
  var uprightLandmarks: CompactLandmarks? {
    guard turned != 0, let landmarks else { return landmarks }
    return Landmarks(landmarks).map { quarterTurned($0, degrees: turned) }
      .map { CompactLandmarks($0) }
  }

  /// The square around the area between two corners, in the coordinates of the photo turned about
  /// (0, 0).
  private func turnedFrame(_ low: SIMD2<Double>, _ high: SIMD2<Double>) -> CropFrame? {
    let a = quarterTurned(low, degrees: turned), b = quarterTurned(high, degrees: turned)
    return CropFrame(low: pointwiseMin(a, b), high: pointwiseMax(a, b))
  }

  /// Two corners of the box.
  private var corners: (low: SIMD2<Double>, high: SIMD2<Double>)? {
    guard let box, box.count == 4 else { return nil }
    let corner = SIMD2(box[0], box[1]), opposite = corner + SIMD2(box[2], box[3])
    return (pointwiseMin(corner, opposite), pointwiseMax(corner, opposite))
  }
}

/// Turns a point clockwise about (0, 0) by a multiple of 90 degrees.
func quarterTurned<Scalar: BinaryFloatingPoint>(
  _ point: SIMD2<Scalar>, degrees: Int
) -> SIMD2<Scalar> {
  switch degrees {
  case 90: [-point.y, point.x]
  case 180: -point
  case 270: [point.y, -point.x]
  default: point
  }
}
