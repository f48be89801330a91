import FaceGeometry
import Glibc

/// How the head is held, as far as 68 points in a plane can tell.
public struct Pose: Sendable, Equatable {
  /// Rotation in the plane of the picture, degrees: the slope of the line through both eyes'
  /// centres; positive is clockwise.
  public let roll: Double
  /// Turn to one side, degrees; positive where the nose points to the picture's right. An estimate:
  /// see `init`.
  public let yaw: Double

  /// Nose tip's distance before the plane of the outer eye corners, over the distance between
  /// these: about 45 of 90 mm in an adult head (Farkas 1994).
  private static let noseProtrusion = 0.5

  /// Estimates the pose.
  ///
  /// A nose tip that stands p before the eye corners' plane moves by p sin(yaw) along the eye line
  /// when the head turns, while the corners' distance shrinks by cos(yaw): so tan(yaw) = (shift /
  /// distance) / (p / true distance). One protrusion serves for all faces, so take the figure as a
  /// ranking with a few degrees of error, not as a measurement.
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
