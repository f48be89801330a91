import FaceGeometry

extension Measure {
  /// The measures that need the hairline: 11 points from one temple over the middle of the forehead
  /// to the other.
  public static let ofHairline: [Measure] = [
    length(
      "forehead_height", "brows (mean of 17..26) to hairline (mean of 4..6), along the face",
      "height of the forehead"
    ) { $0.brows - $0.hairline },
    Measure(
      name: "forehead_width", formula: "|hairline[0]-hairline[10]|",
      meaning: "width of the forehead, between the temples", isRatio: false,
      fields: [Hairline.field]
    ) { face in Hairline.points(of: face).map { norm($0[0] - $0[10]) } },
    length(
      "face_length", "hairline (mean of 4..6) to 8, along the face", "hairline to the chin's tip"
    ) { $0.length },
    ratio("upper_third", "forehead_height / face_length", "hairline to brows in the face's length")
    {
      ($0.brows - $0.hairline) / $0.length
    },
    ratio(
      "middle_third", "(brows to 33) / face_length, along the face",
      "brows to the base of the nose in the face's length"
    ) { ($0.noseBase - $0.brows) / $0.length },
    ratio(
      "lower_third", "(33 to 8) / face_length, along the face",
      "base of the nose to the chin's tip in the face's length"
    ) { ($0.chin - $0.noseBase) / $0.length },
    ratio(
      "face_shape", "face_length / |1-15|", "length of the face over the width at the cheekbones"
    ) { $0.length / $0.cheekbones },
  ]

  private static func length(
    _ name: String, _ formula: String, _ meaning: String,
    isRatio: Bool = false, _ value: @escaping @Sendable (Hairline) -> Double
  ) -> Measure {
    Measure(
      name: name, formula: formula, meaning: meaning, isRatio: isRatio, fields: [Hairline.field]
    ) { Hairline($0).map(value) }
  }

  private static func ratio(
    _ name: String, _ formula: String, _ meaning: String,
    _ value: @escaping @Sendable (Hairline) -> Double
  ) -> Measure {
    length(name, formula, meaning, isRatio: true, value)
  }
}

/// Heights along the face's own axis, which is perpendicular to the line through both eyes'
/// centres: px, increasing from the hairline to the chin.
private struct Hairline {
  static let field = "hairline"

  let hairline, brows, noseBase, chin: Double
  /// Between points 1 and 15, px.
  let cheekbones: Double

  var length: Double { chin - hairline }

  /// - Returns: nil where the face has no hairline, or it has the wrong number of points.
  static func points(of face: FacePoints) -> [SIMD2<Double>]? {
    face.others[field].flatMap { $0.count == 11 ? $0 : nil }
  }

  /// - Returns: nil also where the hairline is not above the brows, so that it cannot be one.
  init?(_ face: FacePoints) {
    guard let points = Self.points(of: face), let marks = face.landmarks else { return nil }
    let line = marks.eyeCentres.right - marks.eyeCentres.left
    let distance = norm(line)
    guard distance > 0 else { return nil }
    let down = SIMD2(-line.y, line.x) / distance
    func height(_ points: some Collection<SIMD2<Double>>) -> Double {
      (points.reduce(.zero, +) / Double(points.count) * down).sum()
    }
    hairline = height(points[4...6])
    brows = height(marks.points[17...26])
    noseBase = height(marks.points[33...33])
    chin = height(marks.points[8...8])
    cheekbones = marks.distance(1, 15)
    guard hairline < brows, brows < chin else { return nil }
  }
}
