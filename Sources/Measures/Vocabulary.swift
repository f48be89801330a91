/// How a measure is spoken of: what a face with a low or a high value has, and which lengths to
/// draw over it.
///
/// The words name shapes and places only; none says anything of looks, age, sex or origin.
public struct Vocabulary: Sendable {
  /// What a face with a low value has: "short nose".
  public let low: String
  /// What a face with a high value has: "long nose".
  public let high: String
  /// Lengths between two places, each the mean of one or more of the 68 points.
  public let lengths: [(from: [Int], to: [Int])]

  init(_ low: String, _ high: String, _ lengths: (from: [Int], to: [Int])...) {
    self.low = low
    self.high = high
    self.lengths = lengths
  }
}

extension Measure {
  /// The measure's words and lengths; every measure of ``all`` has an entry.
  public var vocabulary: Vocabulary? { Self.vocabularies[name] }

  private static let vocabularies: [String: Vocabulary] = [
    "nose_size": Vocabulary("short nose", "long nose", ([27], [33])),
    "nose_ratio": Vocabulary(
      "broad nose for its length", "slender nose for its length", ([27], [33]), ([31], [35])),
    "mouth_width": Vocabulary("narrow mouth", "wide mouth", ([48], [54])),
    "mouth_height": Vocabulary("thin lips", "full lips", ([51], [57])),
    "eye_width": Vocabulary("narrow eyes", "wide eyes", ([36], [39]), ([42], [45])),
    "eye_spacing": Vocabulary("close-set eyes", "wide-set eyes", ([39], [42])),
    "brow_height": Vocabulary("low brows", "high brows", ([19], [37, 38]), ([24], [43, 44])),
    "chin_height": Vocabulary("short chin", "long chin", ([57], [8])),

    "nose_width": Vocabulary("narrow nose", "broad nose", ([31], [35])),
    "jaw_roundness": Vocabulary("tapered lower jaw", "full lower jaw", ([4], [12])),
    "face_height": Vocabulary("short face", "long face", ([27], [8])),
    "pupil_distance": Vocabulary("pupils close together", "pupils far apart", (leftEye, rightEye)),
    "outer_eye": Vocabulary(
      "outer eye corners close together", "outer eye corners far apart", ([36], [45])),
    "brow_gap": Vocabulary("brows close together", "brows far apart", ([21], [22])),
    "brow_length": Vocabulary("short brows", "long brows", ([17], [21]), ([22], [26])),
    "brow_eye_outer": Vocabulary(
      "outer brows near the eyes", "outer brows far from the eyes", ([17], [36]), ([26], [45])),
    "brow_eye_inner": Vocabulary(
      "inner brows near the eyes", "inner brows far from the eyes", ([21], [39]), ([22], [42])),
    "brow_arch": Vocabulary("flat brows", "arched brows", ([19], [17, 21]), ([24], [22, 26])),
    "eye_tilt": Vocabulary(
      "outer eye corners low", "outer eye corners high", ([36], [39]), ([42], [45])),
    "nose_bridge": Vocabulary("short nose bridge", "long nose bridge", ([27], [30])),
    "nostril": Vocabulary("nose tip near its base", "nose tip far from its base", ([30], [33])),
    "eye_nose": Vocabulary("short midface", "long midface", (bothEyes, [33])),
    "eye_nose_chin_ratio": Vocabulary(
      "midface short for the lower face", "midface long for the lower face", (bothEyes, [33]),
      ([33], [8])),
    "nose_chin": Vocabulary("short lower face", "long lower face", ([33], [8])),
    "upper_lip_nose": Vocabulary("short upper lip", "long upper lip", ([33], [51])),
    "jaw_middle": Vocabulary("jaw narrowing early", "jaw narrowing late", ([2], [14])),
    "chin_width": Vocabulary("narrow chin", "wide chin", ([6], [10])),
    "jaw_depth": Vocabulary("shallow jaw", "deep jaw", ([0, 16], [8])),
    "jaw_taper": Vocabulary(
      "lower jaw narrow for the upper", "lower jaw wide for the upper", ([5], [11]), ([3], [13])),
  ]
}

/// The six points around the eye on the picture's left, and on its right.
private let leftEye = Array(36...41), rightEye = Array(42...47)
private let bothEyes = leftEye + rightEye
