/// The words for a measure: what a face with a low or a high value has, and which lengths to draw
/// over it.
///
/// The words describe only shapes and positions; none says anything about beauty, age, sex or
/// origin.
public struct Vocabulary: Sendable {
  /// What a face with a low value has: "small nose".
  public let low: String
  /// What a face with a high value has: "big nose".
  public let high: String
  /// Other words for it: "short nose".
  public let lowSynonyms: [String]
  public let highSynonyms: [String]
  /// Lengths between two positions, each the mean of one or more of the 68 points; none where the
  /// measure needs other points.
  public let lengths: [(from: [Int], to: [Int])]

  init(
    _ low: String, _ high: String, _ lengths: (from: [Int], to: [Int])...,
    or lowSynonyms: [String] = [], and highSynonyms: [String] = []
  ) {
    self.low = low
    self.high = high
    self.lowSynonyms = lowSynonyms
    self.highSynonyms = highSynonyms
    self.lengths = lengths
  }
}

extension Measure {
  /// The measure's words and lengths; every measure in ``all`` has an entry, and no word is used
  /// for two measures.
  public var vocabulary: Vocabulary? { Self.vocabularies[name] }

  private static let vocabularies = [forehead, face, jaw, nose, eyes, brows, mouth].reduce(
    into: [:]
  ) { all, part in all.merge(part) { first, _ in first } }

  private static let forehead = [
    "forehead_height": Vocabulary(
      "small forehead", "big forehead", or: ["low forehead", "short forehead"],
      and: ["high forehead", "large forehead", "tall forehead"]),
    "forehead_width": Vocabulary("narrow forehead", "wide forehead", and: ["broad forehead"]),
  ]

  private static let face = [
    "face_length": Vocabulary(
      "short from hairline to chin", "long from hairline to chin", or: ["short face length"],
      and: ["long face length"]),
    "upper_third": Vocabulary("short upper third", "long upper third"),
    "middle_third": Vocabulary("short middle third", "long middle third"),
    "lower_third": Vocabulary("short lower third", "long lower third"),
    "face_shape": Vocabulary(
      "round face", "oblong face", or: ["wide face", "broad face"],
      and: ["narrow face", "elongated face", "slim face"]),
    "face_height": Vocabulary("short face", "long face", ([27], [8])),
    "eye_nose": Vocabulary("short midface", "long midface", (bothEyes, [33])),
    "eye_nose_chin_ratio": Vocabulary(
      "midface short for the lower face", "midface long for the lower face", (bothEyes, [33]),
      ([33], [8])),
    "nose_chin": Vocabulary("short lower face", "long lower face", ([33], [8])),
  ]

  private static let jaw = [
    "jaw_width_ratio": Vocabulary(
      "narrow jaw", "wide jaw", ([4], [12]), ([27], [8]), or: ["slim jaw", "small jaw"],
      and: ["broad jaw", "big jaw", "strong jaw"]),
    "jaw_roundness": Vocabulary(
      "tapered jaw", "rounded jaw", ([4], [12]), or: ["tapered lower jaw", "narrow lower jaw"],
      and: ["round jaw", "full jaw", "full lower jaw"]),
    "jaw_taper": Vocabulary(
      "pointed jaw", "square jaw", ([5], [11]), ([3], [13]),
      or: ["v-shaped jaw", "lower jaw narrow for the upper"],
      and: ["angular jaw", "lower jaw wide for the upper"]),
    "jaw_middle": Vocabulary("jaw narrowing early", "jaw narrowing late", ([2], [14])),
    "jaw_depth": Vocabulary("shallow jaw", "deep jaw", ([0, 16], [8])),
    "chin_height": Vocabulary(
      "short chin", "long chin", ([57], [8]), or: ["small chin"], and: ["big chin", "large chin"]),
    "chin_width": Vocabulary(
      "narrow chin", "wide chin", ([6], [10]), or: ["pointed chin"], and: ["broad chin"]),
  ]

  private static let nose = [
    "nose_size": Vocabulary(
      "small nose", "big nose", ([27], [33]), or: ["short nose"], and: ["long nose", "large nose"]),
    "nose_ratio": Vocabulary(
      "broad nose for its length", "slender nose for its length", ([27], [33]), ([31], [35]),
      or: ["stubby nose"], and: ["slender nose"]),
    "nose_width": Vocabulary(
      "narrow nose", "broad nose", ([31], [35]), or: ["thin nose"], and: ["wide nose"]),
    "nose_bridge": Vocabulary("short nose bridge", "long nose bridge", ([27], [30])),
    "nostril": Vocabulary("nose tip near its base", "nose tip far from its base", ([30], [33])),
  ]

  private static let eyes = [
    "eye_width": Vocabulary(
      "small eyes", "large eyes", ([36], [39]), ([42], [45]), or: ["narrow eyes", "little eyes"],
      and: ["big eyes", "wide eyes"]),
    "eye_spacing": Vocabulary(
      "close-set eyes", "wide-set eyes", ([39], [42]), or: ["eyes close together"],
      and: ["eyes far apart"]),
    "pupil_distance": Vocabulary(
      "pupils close together", "pupils far apart", (leftEye, rightEye)),
    "outer_eye": Vocabulary(
      "outer eye corners close together", "outer eye corners far apart", ([36], [45])),
    "eye_tilt": Vocabulary(
      "downturned eyes", "upturned eyes", ([36], [39]), ([42], [45]),
      or: ["outer eye corners low", "drooping eyes"], and: ["outer eye corners high", "cat eyes"]),
  ]

  private static let brows = [
    "brow_height": Vocabulary("low brows", "high brows", ([19], [37, 38]), ([24], [43, 44])),
    "brow_gap": Vocabulary(
      "brows close together", "brows far apart", ([21], [22]), or: ["close-set brows"],
      and: ["wide-set brows"]),
    "brow_length": Vocabulary("short brows", "long brows", ([17], [21]), ([22], [26])),
    "brow_eye_outer": Vocabulary(
      "outer brows near the eyes", "outer brows far from the eyes", ([17], [36]), ([26], [45])),
    "brow_eye_inner": Vocabulary(
      "inner brows near the eyes", "inner brows far from the eyes", ([21], [39]), ([22], [42])),
    "brow_arch": Vocabulary(
      "flat brows", "arched brows", ([19], [17, 21]), ([24], [22, 26]), or: ["straight brows"],
      and: ["curved brows"]),
  ]

  private static let mouth = [
    "mouth_width": Vocabulary(
      "narrow mouth", "wide mouth", ([48], [54]), or: ["small mouth"],
      and: ["big mouth", "broad mouth"]),
    "mouth_height": Vocabulary(
      "thin lips", "full lips", ([51], [57]), or: ["small lips", "narrow lips"],
      and: ["thick lips", "big lips", "plump lips"]),
    "upper_lip_nose": Vocabulary(
      "short upper lip", "long upper lip", ([33], [51]), or: ["short philtrum"],
      and: ["long philtrum"]),
  ]
}

/// The six points around the eye on the picture's left, and on its right.
private let leftEye = Array(36...41), rightEye = Array(42...47)
private let bothEyes = leftEye + rightEye
