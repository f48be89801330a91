import FaceGeometry

/// The points that a model found on one face.
public struct FoundPoints: Sendable {
  /// Why points are not reliable.
  public enum Reason: String, Sendable {
    /// A point is outside the photo or too close to its border.
    case cutOff = "cut-off"
    /// Predictions from slightly shifted starts disagree: the feature is missing or covered.
    case unclear
  }

  /// px of the photo, as predicted, whether reliable or not.
  public let points: [SIMD2<Double>]
  /// How much the predictions differ, in distances between the eyes: see
  /// ``PointModel/predict(_:landmarks:)``.
  public let spread: Double
  /// Why the points are not reliable; nil if they are.
  public let reason: Reason?
}

extension PointModel {
  /// How close to the border of the photo a point may be, in distances between the eyes: closer to
  /// it, the photo may end before the hair does. Points of a whole template may be on it.
  var margin: Double { method == .trees ? 0.15 : 0 }

  /// Finds the model's points on a face.
  ///
  /// - Parameter landmarks: the face's, px of the photo.
  /// - Throws: `degenerate` if the landmarks do not form a face; errors of decoding the photo.
  /// - Complexity: that of ``predict(_:landmarks:)``, plus about a millisecond and the decoding.
  public func points(
    in photo: Photo, landmarks: Landmarks
  ) throws(VisionError) -> FoundPoints {
    guard let frame = UprightFrame(landmarks: landmarks) else {
      throw VisionError(kind: .degenerate, message: "both eyes are at the same point")
    }
    let (upright, spread) = try predict(
      photo.upright(frame.fromPhoto), landmarks: landmarks.map { frame.fromPhoto($0) })
    let back = frame.fromPhoto.inverse
    let points = upright.map { back($0) }
    let size = SIMD2(Double(photo.width), Double(photo.height))
    let reason: FoundPoints.Reason? =
      if !points.allSatisfy({
        frame.inEyeDistances(distance(of: $0, toBorderOf: size)) >= margin
      }) {
        .cutOff
      } else if let spreadLimit, spread > spreadLimit {
        .unclear
      } else {
        nil
      }
    return FoundPoints(points: points, spread: spread, reason: reason)
  }
}

/// From a point to the nearest edge of a photo, px; negative outside.
private func distance(of point: SIMD2<Double>, toBorderOf size: SIMD2<Double>) -> Double {
  let (before, behind) = (point + 0.5, size - 0.5 - point)
  return min(before.min(), behind.min())
}
