/// A small picture in which all faces have the same position: eyes level and a fixed distance
/// apart, with room for the hair above, the ears at the sides and the chin below. A point model
/// thus never sees the face's rotation, size and position in the photo.
///
/// Only this type knows the frame's size, the mapping from the photo, and what mirroring does to
/// it. Positions are in px from the centre of the first pixel.
public struct UprightFrame: Sendable, Equatable {
  /// Size of the picture, px: four eye distances wide, six high.
  public static let width = 256, height = 384
  /// Between the centres of the eyes, px.
  public static let eyeDistance = 64.0
  /// The midpoint of the eyes: on the picture's axis, so that mirroring does not move it.
  public static let eyeMiddle: SIMD2<Double> = [Double(width - 1) / 2, 232]
  /// The box where point models start: left, top, right and bottom, px. From forehead to chin.
  public static let box = [24.0, 60, 232, 268]

  /// From px of the photo to px of the frame.
  public let fromPhoto: Similarity

  /// - Parameter landmarks: px of the photo.
  /// - Returns: nil where the centres of the eyes coincide.
  public init?(landmarks: Landmarks) {
    let (left, right) = landmarks.eyeCentres
    let middle = Self.eyeMiddle, half = SIMD2(Self.eyeDistance / 2, 0)
    guard let fromPhoto = Similarity([left, right], onto: [middle - half, middle + half]),
      fromPhoto.turn != .zero
    else { return nil }
    self.fromPhoto = fromPhoto
  }

  /// Converts a length in the photo from px to eye distances.
  public func inEyeDistances(_ length: Double) -> Double {
    length * fromPhoto.scale / Self.eyeDistance
  }

  /// The position of a point of the frame in the mirror image; its own inverse.
  public static func mirrored(_ point: SIMD2<Double>) -> SIMD2<Double> {
    [Double(width - 1) - point.x, point.y]
  }

  /// The points of the mirror image, each with the index of the point that it becomes.
  ///
  /// - Parameter pairs: the partner of each point; see ``MirrorPairs``.
  public static func mirrored(_ points: [SIMD2<Double>], _ pairs: MirrorPairs) -> [SIMD2<Double>] {
    pairs.partners.map { mirrored(points[$0]) }
  }
}
