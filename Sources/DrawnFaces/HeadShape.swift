import Glibc

/// Heights that are the same in every face.
enum Level {
  static let eyes = -0.036
  static let noseTop = -0.062
  /// From the tip of the nose to the upper lip.
  static let philtrum = 0.107
}

/// Heights of the mouth: top of the upper lip, the line between the lips, bottom of the lower lip.
struct MouthLevels {
  let top, middle, bottom: Double
}

extension FaceParameters {
  var noseBottom: Double { Level.noseTop + noseLength }

  var mouth: MouthLevels {
    let top = noseBottom + Level.philtrum
    return MouthLevels(top: top, middle: top + 0.42 * lipHeight, bottom: top + lipHeight)
  }

  /// The outline of the head, closed.
  package var headOutline: [Point] {
    let right = lowerFace.reversed() + skull(halfWidth: jawWidth / 2, top: forehead).dropFirst()
    let left = right[1..<right.count - 1].reversed().map { Point(-$0.x, $0.y) }
    return spline(right + left, closed: true, steps: 8)
  }

  /// The right half of the lower face, from ear level down to the chin.
  private var lowerFace: [Point] {
    // Fraction of the face's height, fraction of half the jaw width, how much squareness widens it
    // there.
    let profile = [
      (0, 1, 0), (0.17, 0.978, 0.004), (0.33, 0.94, 0.022), (0.5, 0.885, 0.042),
      (0.66, 0.805, 0.062), (0.79, 0.675, 0.065), (0.90, 0.475, 0.05), (0.975, 0.235, 0.03),
      (1, 0, 0),
    ]
    return profile.map { height, width, gain in
      [jawWidth / 2 * (width + jawSquareness * gain), faceHeight * height]
    }
  }
}

/// The right half of a cranium, from (`halfWidth`, `base`) up to (0, -`top`).
func skull(halfWidth: Double, top: Double, base: Double = 0) -> [Point] {
  let side: [Point] = (0..<8).map { step in
    let angle = Double(step) / 8 * Double.pi / 2
    return [halfWidth * pow(cos(angle), 0.72), base - (top + base) * pow(sin(angle), 0.92)]
  }
  return side + [[0, -top]]
}
