/// x' = a x + b y + tx, y' = c x + d y + ty: from a photo's pixels to a picture's pixels.
public struct AffineMap: Sendable, Equatable {
  public var a, b, tx, c, d, ty: Float

  public init(a: Float, b: Float, tx: Float, c: Float, d: Float, ty: Float) {
    (self.a, self.b, self.tx, self.c, self.d, self.ty) = (a, b, tx, c, d, ty)
  }

  /// From a, b, tx, c, d, ty for coordinates that count from the centre of the first pixel, as
  /// photos' points do. A page counts from the edge of a picture, so half a pixel is added.
  ///
  /// - Precondition: six numbers.
  public init(betweenCentres numbers: [Double]) {
    let n = numbers.map { Float($0) }
    self.init(a: n[0], b: n[1], tx: n[2] + 0.5, c: n[3], d: n[4], ty: n[5] + 0.5)
  }

  package func callAsFunction(_ point: SIMD2<Float>) -> SIMD2<Float> {
    [a * point.x + b * point.y + tx, c * point.x + d * point.y + ty]
  }
}
