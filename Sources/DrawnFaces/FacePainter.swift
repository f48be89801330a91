extension FaceParameters {
  /// The sizes in which a face can be drawn, in pixels. From about 140 pixels on, detectors find
  /// every face.
  public static let sizes = 100...2048

  /// Draws the face. The same parameters and size give the same pixels.
  ///
  /// - Parameter size: width and height of the picture, in pixels; one of `sizes`.
  /// - Throws: `DrawingError`.
  /// - Complexity: O(size³): blurs widen with the picture.
  public func draw(size: Int = 400) throws -> Picture {
    guard Self.sizes.contains(size) else { throw DrawingError.size(size) }
    var painter = try FacePainter(self, size: size)
    return try painter.paint()
  }
}

/// Paints one face, from back to front. Each part has its own file.
struct FacePainter {
  let face: FaceParameters
  let colours: FaceColours
  let head: Mask
  var canvas: Canvas

  init(_ face: FaceParameters, size: Int) throws {
    self.face = face
    colours = FaceColours(face)
    canvas = Canvas(size: size, face: face, planes: backdrop(size: size, face: face))
    head = try canvas.mask(face.headOutline)
  }

  mutating func paint() throws -> Picture {
    try paintHairBehindHead()
    try paintNeck()
    try paintClothing()
    if !face.hairStyle.coversEars { try paintEars() }
    try paintHead()
    try paintCheeks()
    try paintNose()
    try paintMouth()
    for side in [-1.0, 1] {
      try paintEye(side)
      try paintBrow(side)
    }
    try paintHair()
    return try finish()
  }
}
