/// x' = a x + b y + tx, y' = c x + d y + ty: from a photo's pixels to a picture's pixels.
public struct AffineMap: Sendable, Equatable {
  public var a, b, tx, c, d, ty: Float

  public init(a: Float, b: Float, tx: Float, c: Float, d: Float, ty: Float) {
    (self.a, self.b, self.tx, self.c, self.d, self.ty) = (a, b, tx, c, d, ty)
  }

  package func callAsFunction(_ point: SIMD2<Float>) -> SIMD2<Float> {
    [a * point.x + b * point.y + tx, c * point.x + d * point.y + ty]
  }
}

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
