import FaceGeometry

/// What a model of points says of one face.
public struct FoundPoints: Sendable {
  /// Why there are no points.
  public enum Reason: String, Sendable {
    /// The picture ends where they should be.
    case cutOff = "cut-off"
    /// Predictions from slightly other places disagree: there is nothing to see, or it is covered.
    case unclear
  }

  /// px of the photo, as predicted, whether to be trusted or not.
  public let points: [SIMD2<Double>]
  /// How far the predictions lie apart, in distances between the eyes: see
  /// ``PointModel/predict(_:landmarks:)``.
  public let spread: Double
  /// Why the points are not to be trusted; nil where they are.
  public let reason: Reason?
}

extension PointModel {
  /// How near the border of the photo a point may come, in distances between the eyes: what ends
  /// there may be the picture and not the hair. Points of a whole template may lie on it.
  var margin: Double { method == .trees ? 0.15 : 0 }

  /// Finds the model's points on a face.
  ///
  /// - Parameter landmarks: the face's, px of the photo.
  /// - Throws: `degenerate` where these make no face; what decoding the photo throws.
  /// - Complexity: that of ``predict(_:landmarks:)``, a millisecond and the decoding.
  public func points(
    in photo: Photo, landmarks: Landmarks
  ) throws(VisionError) -> FoundPoints {
    guard let frame = UprightFrame(landmarks: landmarks) else {
      throw VisionError(kind: .degenerate, message: "both eyes lie in one place")
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
