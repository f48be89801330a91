extension FaceParameters {
  /// The number of face types.
  public static let typeCount = 4
  /// How far types can be shifted. Beyond 2 the faces are caricatures, which detectors still find.
  public static let shifts = 0.0...3.0
  /// How widely the faces of a type can vary.
  public static let spreads = 0.0...1.0

  /// A face without a type: every proportion is normally distributed about its nominal value,
  /// within ±2.5 standard deviations. The same seed gives the same face.
  ///
  /// - Parameter spread: multiplies the standard deviations, one of `spreads`; 0 gives nominal
  ///   proportions.
  public static func random(seed: UInt64, spread: Double = 1) -> FaceParameters {
    precondition(spreads ~= spread)
    var generator = SplitMix64(seed: seed)
    var face = FaceParameters()
    for proportion in Proportion.all {
      face[keyPath: proportion.path] += spread * proportion.spread * generator.normal(limit: 2.5)
    }
    face.drawNuisance(from: &generator)
    return face
  }

  /// A face of one of four planted types. Three groups of proportions (eyes and brows; widths of
  /// nose and mouth; lips, nose length and chin) are shifted up or down together. Any two types
  /// differ in two of the groups (the corners of a regular simplex), so that two, three or all four
  /// types are about equally far from each other.
  ///
  /// - Parameters:
  ///   - kind: 0 to 3.
  ///   - shift: how far a type's centre is from the nominal face, in standard deviations of each
  ///     proportion; one of `shifts`.
  ///   - within: standard deviation of faces around their type's centre, in the same unit; one of
  ///     `spreads`.
  public static func ofType(
    _ kind: Int, seed: UInt64, shift: Double = 1.2, within: Double = 0.5
  ) -> FaceParameters {
    precondition(0..<typeCount ~= kind && shifts ~= shift && spreads ~= within)
    var generator = SplitMix64(seed: seed)
    var face = FaceParameters()
    let signs = typeSigns[kind]
    func deviation() -> Double { within * generator.normal(limit: 2.5) }
    for (group, sign) in zip(typeGroups, signs) {
      for proportion in group {
        face[keyPath: proportion.path] += proportion.spread * (shift * sign + deviation())
      }
    }
    let chinHeight = 0.274 + 0.034 * (shift * signs[2] + deviation())
    face.jawWidth += Proportion.jawWidth.spread * deviation()
    face.faceHeight = face.mouth.bottom + chinHeight
    face.drawNuisance(from: &generator)
    return face
  }

  /// The third group has one more member, the height of the chin, which is derived: it determines
  /// the height of the face.
  private static let typeGroups: [[Proportion]] = [
    [.eyeSpacing, .eyeWidth, .browHeight], [.noseWidth, .mouthWidth], [.lipHeight, .noseLength],
  ]
  private static let typeSigns: [[Double]] = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]

  /// The order of these lines is the order of the random numbers: changing it changes every face.
  private mutating func drawNuisance(from generator: inout SplitMix64) {
    skin = generator.index(below: Palette.skin.count)
    hair = generator.index(below: Palette.hair.count)
    iris = generator.index(below: Palette.iris.count)
    if skin >= 5 {
      // Dark skin is combined with dark or gray hair and brown irises.
      hair = [0, 1, 7, 6][hair % 4]
      iris = [0, 1, 5][iris % 3]
    }
    jawSquareness = min(max(0.35 * generator.normal(limit: 6), -0.8), 0.8)
    forehead = generator.uniform(0.62, 0.70)
    roll = min(max(2 * generator.normal(limit: 6), -5), 5)
    scale = generator.uniform(0.93, 1.05)
    offset.x = generator.uniform(-0.04, 0.04)
    offset.y = generator.uniform(-0.03, 0.03)
    clothing = generator.index(below: Palette.clothing.count)
    backdrop = generator.index(below: Palette.backdrop.count)
    hairStyle = HairStyle.allCases[generator.index(below: HairStyle.allCases.count)]
    light = generator.uniform(-0.16, 0.16)
    smile = generator.uniform(0, 0.032)
    eyeOpening = generator.uniform(0.055, 0.068)
    part = generator.uniform(-0.19, 0.19)
    texture = UInt64(generator.index(below: 1 << 30))
  }
}
