/// A small picture in which every face stands alike: its eyes level and a fixed distance apart,
/// with room for the hair above, the ears beside and the chin below. Turn, size and place of the
/// face are gone before a model of points looks at it.
///
/// The only place that knows these sizes, the way from the photo into the frame, and what a mirror
/// does there. Places are px between the centres of pixels, the first of which is (0, 0).
public struct UprightFrame: Sendable, Equatable {
  /// Size of the picture, px: four distances between the eyes wide, six high.
  public static let width = 256, height = 384
  /// Between the centres of the eyes, px.
  public static let eyeDistance = 64.0
  /// Halfway between the eyes: on the picture's axis, so that a mirror leaves it where it is.
  public static let eyeMiddle: SIMD2<Double> = [Double(width - 1) / 2, 232]
  /// Where models begin to look: left, top, right and bottom, px. From forehead to chin.
  public static let box = [24.0, 60, 232, 268]

  /// From px of the photo to px of the frame.
  public let fromPhoto: Similarity

  /// - Parameter landmarks: px of the photo.
  /// - Returns: nil where the eyes' centres lie in one place.
  public init?(landmarks: Landmarks) {
    let (left, right) = landmarks.eyeCentres
    let middle = Self.eyeMiddle, half = SIMD2(Self.eyeDistance / 2, 0)
    guard let fromPhoto = Similarity([left, right], onto: [middle - half, middle + half]),
      fromPhoto.turn != .zero
    else { return nil }
    self.fromPhoto = fromPhoto
  }

  /// Distances of the photo, px, in distances between the eyes.
  public func inEyeDistances(_ length: Double) -> Double {
    length * fromPhoto.scale / Self.eyeDistance
  }

  /// Where a point of the frame's picture lies in its mirror image, and back.
  public static func mirrored(_ point: SIMD2<Double>) -> SIMD2<Double> {
    [Double(width - 1) - point.x, point.y]
  }

  /// Points as a mirror shows them, each under the number of the one that it becomes there.
  ///
  /// - Parameter pairs: for each point its partner; see ``MirrorPairs``.
  public static func mirrored(_ points: [SIMD2<Double>], _ pairs: MirrorPairs) -> [SIMD2<Double>] {
    pairs.partners.map { mirrored(points[$0]) }
  }
}
