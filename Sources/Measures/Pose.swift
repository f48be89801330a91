import FaceGeometry
import Glibc

/// How the head is held, as far as 68 points in a plane can show.
public struct Pose: Sendable, Equatable {
  /// Rotation in the plane of the picture, in degrees: the slope of the line through both eyes'
  /// centres; positive is clockwise.
  public let roll: Double
  /// Turn to one side, in degrees; positive if the nose points to the right of the picture. An
  /// estimate: see `init`.
  public let yaw: Double

  /// How far the tip of the nose is in front of the plane of the outer eye corners, over the
  /// distance between these: about 45 of 90 mm in an adult head (Farkas 1994).
  private static let noseProtrusion = 0.5

  /// Estimates the pose.
  ///
  /// When the head turns, the tip of the nose, p in front of the plane of the eye corners, moves by
  /// p sin(yaw) along the eye line, while the distance between the corners shrinks by cos(yaw). So
  /// tan(yaw) = (shift / distance) / (p / true distance). The same p is assumed for all faces, so
  /// the result is good for ranking, with an error of a few degrees, but is not a measurement.
  public init(_ landmarks: Landmarks) {
    let (left, right) = landmarks.eyeCentres
    let line = right - left
    roll = degrees(atan2(line.y, line.x))

    let corners = landmarks[45] - landmarks[36]
    let distance = norm(corners)
    guard distance > 0 else {
      yaw = 0
      return
    }
    let shift = ((landmarks[30] - landmarks.mean(36, 45)) * corners).sum() / distance
    yaw = degrees(atan(shift / distance / Self.noseProtrusion))
  }
}

private func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
