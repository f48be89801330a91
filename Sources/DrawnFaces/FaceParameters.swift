/// Everything that a drawn face depends on: the planted proportions, and nuisance parameters (pose,
/// light, colours, hair) that should not affect measurements.
///
/// Lengths are in units of the nominal jaw width. The origin is midway between the jaw points at
/// ear level; x runs right, y down.
public struct FaceParameters: Sendable, Equatable {
  // Planted proportions
  package var jawWidth = 1.0
  /// From ear level to the chin.
  package var faceHeight = 0.765
  /// Between the inner corners of the eyes.
  package var eyeSpacing = 0.262
  var eyeWidth = 0.178
  var noseWidth = 0.178
  var noseLength = 0.335
  package var mouthWidth = 0.355
  /// Both lips together.
  package var lipHeight = 0.115
  /// From the eyes to the brows. Outside 0.11–0.19 detectors begin to miss the face.
  package var browHeight = 0.148

  // Shape that is not part of the planted proportions
  /// -0.8 (pointed) to 0.8 (square).
  package var jawSquareness = 0.0
  /// From ear level up to the crown.
  package var forehead = 0.66
  package var eyeOpening = 0.062
  /// How far the corners of the mouth are raised.
  package var smile = 0.0

  // Pose and light
  /// In degrees, clockwise.
  package var roll = 0.0
  package var scale = 1.0
  /// As fractions of the picture's size.
  package var offset = Point(0, 0)
  /// -1 (from the left) to 1 (from the right).
  package var light = 0.0

  // Looks
  /// Indices into `Palette`.
  package var skin = 1
  package var hair = 1
  package var iris = 0
  package var clothing = 0
  package var backdrop = 0
  package var hairStyle = HairStyle.short
  /// The x coordinate of the parting in the hair.
  package var part = 0.2
  /// Seed for the strands of hair and the grain of the picture. Below 2³⁰.
  package var texture: UInt64 = 1

  /// The nominal face.
  package init() {}

  /// The known geometry: the nine proportions and, derived from them, `chin_height` (lower lip to
  /// chin) and `forehead_height` (brows to the middle of the hairline). Where a feature measures
  /// the same length, the names are the same; lengths are in nominal jaw widths.
  public var planted: [(name: String, value: Double)] {
    Proportion.all.map { ($0.name, self[keyPath: $0.path]) } + [
      ("chin_height", faceHeight - mouth.bottom), ("forehead_height", foreheadHeight),
    ]
  }
}

/// One planted length: its name in the record and its standard deviation over all faces.
struct Proportion: Sendable {
  let name: String
  let path: WritableKeyPath<FaceParameters, Double> & Sendable
  let spread: Double

  static let jawWidth = Proportion(name: "jaw_width", path: \.jawWidth, spread: 0.05)
  static let faceHeight = Proportion(name: "face_height", path: \.faceHeight, spread: 0.040)
  static let eyeSpacing = Proportion(name: "eye_spacing", path: \.eyeSpacing, spread: 0.020)
  static let eyeWidth = Proportion(name: "eye_width", path: \.eyeWidth, spread: 0.011)
  static let noseWidth = Proportion(name: "nose_width", path: \.noseWidth, spread: 0.021)
  static let noseLength = Proportion(name: "nose_length", path: \.noseLength, spread: 0.024)
  static let mouthWidth = Proportion(name: "mouth_width", path: \.mouthWidth, spread: 0.030)
  static let lipHeight = Proportion(name: "lip_height", path: \.lipHeight, spread: 0.022)
  static let browHeight = Proportion(name: "brow_height", path: \.browHeight, spread: 0.015)

  /// In the order in which random numbers are drawn for them.
  static let all = [
    jawWidth, faceHeight, eyeSpacing, eyeWidth, noseWidth, noseLength, mouthWidth, lipHeight,
    browHeight,
  ]
}
