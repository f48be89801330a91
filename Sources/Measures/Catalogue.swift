import FaceGeometry
import Glibc

extension Measure {
  /// All measures that can be chosen by name; the eight default measures come first.
  public static let all: [Measure] = ofLandmarks + ofHairline

  /// The measures that need only the 68 points.
  public static let ofLandmarks: [Measure] = [
    distance("nose_size", 27, 33, "length of the nose"),
    ratio("nose_ratio", "|27-33| / |31-35|", "length of the nose over its width") {
      $0.distance(27, 33) / $0.distance(31, 35)
    },
    distance("mouth_width", 48, 54, "width of the mouth"),
    distance("mouth_height", 51, 57, "height of the mouth with both lips"),
    bothSides("eye_width", (36, 39), (42, 45), "width of an eye"),
    distance("eye_spacing", 39, 42, "gap between the eyes"),
    length("brow_height", "mean of |19-(37+38)/2| and |24-(43+44)/2|", "brow above the upper lid") {
      (norm($0[19] - $0.mean(37, 38)) + norm($0[24] - $0.mean(43, 44))) / 2
    },
    distance("chin_height", 57, 8, "lower lip to the chin's tip"),

    distance("nose_width", 31, 35, "width of the nose"),
    distance("jaw_roundness", 4, 12, "width of the jaw at the height of the mouth"),
    distance("face_height", 27, 8, "from between the eyes to the chin's tip"),
    length(
      "pupil_distance", "|mean(36..41)-mean(42..47)|",
      "between the eyes' centres (inter-ocular distance)"
    ) {
      norm($0.eyeCentres.left - $0.eyeCentres.right)
    },
    distance("outer_eye", 36, 45, "between the outer corners of the eyes"),
    distance("brow_gap", 21, 22, "gap between the brows"),
    bothSides("brow_length", (17, 21), (22, 26), "length of a brow"),
    bothSides(
      "brow_eye_outer", (17, 36), (26, 45), "outer end of the brow to the outer corner of the eye"),
    bothSides(
      "brow_eye_inner", (21, 39), (22, 42), "inner end of the brow to the inner corner of the eye"),
    length(
      "brow_arch", "mean of |19-(17+21)/2| and |24-(22+26)/2|", "how far the brow bends upwards"
    ) {
      (norm($0[19] - $0.mean(17, 21)) + norm($0[24] - $0.mean(22, 26))) / 2
    },
    length(
      "eye_tilt", "mean drop from outer to inner corner, roll removed",
      "outer corners higher than inner ones"
    ) {
      face in
      // Relative to the line through both eyes' centres, so that tilting the head does not tilt the
      // eyes.
      let line = face.eyeCentres.right - face.eyeCentres.left
      let across = SIMD2(-line.y, line.x) / norm(line)
      return (((face[39] - face[36]) * across).sum() + ((face[42] - face[45]) * across).sum()) / 2
    },
    distance("nose_bridge", 27, 30, "from between the eyes to the nose's tip"),
    distance("nostril", 30, 33, "tip of the nose to its base"),
    length("eye_nose", "|(eye centres)/2-33|", "eyes to the base of the nose") {
      norm(betweenEyes($0) - $0[33])
    },
    ratio(
      "eye_nose_chin_ratio", "|(eye centres)/2-33| / |33-8|", "eyes to nose over nose to chin"
    ) {
      norm(betweenEyes($0) - $0[33]) / $0.distance(33, 8)
    },
    distance("nose_chin", 33, 8, "base of the nose to the chin's tip"),
    distance("upper_lip_nose", 33, 51, "base of the nose to the upper lip"),
    distance("jaw_middle", 2, 14, "width of the jaw below the ears"),
    distance("chin_width", 6, 10, "width of the chin"),
    length("jaw_depth", "|(0+16)/2-8|", "line between the ears to the chin's tip") {
      norm($0.mean(0, 16) - $0[8])
    },
    ratio("jaw_taper", "|5-11| / |3-13|", "lower over upper width of the jaw") {
      $0.distance(5, 11) / $0.distance(3, 13)
    },
    // At the height of the mouth: the width between the ears over the height of the face would only
    // be the inverse of face_height over the default base.
    ratio("jaw_width_ratio", "|4-12| / |27-8|", "width of the jaw over the height of the face") {
      $0.distance(4, 12) / $0.distance(27, 8)
    },
  ]

  /// The eight default lengths.
  public static let eight = Array(all.prefix(8))

  /// The measures that repeat best from photo to photo of one person: those with an intraclass
  /// correlation above 0.85 between a neutral and a smiling portrait of 34 people (fc-repeat on
  /// landmarks made with default options). The next one, eye_nose_chin_ratio, has 0.83.
  public static let stable = [
    "nose_size", "eye_width", "eye_spacing", "brow_height", "jaw_roundness", "face_height",
    "pupil_distance", "outer_eye", "brow_gap", "brow_length", "brow_eye_outer", "brow_eye_inner",
    "brow_arch", "nose_chin", "jaw_middle", "chin_width",
  ].compactMap(named)

  /// The measures that the literature on make-up has words for: forehead, jaw, chin, nose, eyes,
  /// brows, lips, and the length and thirds of the face.
  public static let looks = [
    "forehead_height", "forehead_width", "face_length", "upper_third", "middle_third",
    "lower_third", "face_shape", "face_height", "jaw_width_ratio", "jaw_roundness", "jaw_taper",
    "chin_height", "chin_width", "nose_size", "nose_width", "nose_ratio", "eye_width",
    "eye_spacing", "eye_tilt", "brow_height", "brow_arch", "brow_length", "brow_gap",
    "mouth_width", "mouth_height", "upper_lip_nose",
  ].compactMap(named)

  /// The measure with this name.
  public static func named(_ name: String) -> Measure? {
    all.first { $0.name == name }
  }

  // MARK: Ways to define one

  private static func distance(_ name: String, _ a: Int, _ b: Int, _ meaning: String) -> Measure {
    length(name, "|\(a)-\(b)|", meaning) { $0.distance(a, b) }
  }

  private static func bothSides(
    _ name: String, _ left: (Int, Int), _ right: (Int, Int), _ meaning: String
  ) -> Measure {
    length(name, "mean of |\(left.0)-\(left.1)| and |\(right.0)-\(right.1)|", meaning) {
      ($0.distance(left.0, left.1) + $0.distance(right.0, right.1)) / 2
    }
  }

  private static func length(
    _ name: String, _ formula: String, _ meaning: String,
    _ value: @escaping @Sendable (Landmarks) -> Double
  ) -> Measure {
    Measure(name: name, formula: formula, meaning: meaning, isRatio: false) {
      $0.landmarks.map(value)
    }
  }

  private static func ratio(
    _ name: String, _ formula: String, _ meaning: String,
    _ value: @escaping @Sendable (Landmarks) -> Double
  ) -> Measure {
    Measure(name: name, formula: formula, meaning: meaning, isRatio: true) {
      $0.landmarks.map(value)
    }
  }
}

private func betweenEyes(_ face: Landmarks) -> SIMD2<Double> {
  (face.eyeCentres.left + face.eyeCentres.right) / 2
}
