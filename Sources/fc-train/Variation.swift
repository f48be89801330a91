import Clustering
import FaceGeometry
import Glibc

/// Small changes of a face's picture, which make more of few photos: slightly moved landmarks,
/// different light, noise. The same seed gives the same changes.
struct Variation {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// A rotation, scaling and translation of the frame, each about as large as the landmarks' error.
  mutating func placement() -> Similarity {
    let angle = 0.02 * normal(), scale = exp(0.02 * normal())
    let turn = SIMD2(cos(angle), sin(angle)) * scale
    let middle = UprightFrame.eyeMiddle
    let about = Similarity(turn: turn)
    let shift = SIMD2(normal(), normal()) * (0.02 * UprightFrame.eyeDistance)
    return Similarity(turn: turn, shift: middle - about(middle) + shift)
  }

  /// Brighter or darker, with more or less contrast, and noise of three gray levels.
  mutating func light(_ pixels: inout [UInt8]) {
    let gain = exp(0.15 * normal()), offset = 10 * normal()
    for index in pixels.indices {
      let value = Double(pixels[index]) * gain + offset + 3 * normal()
      pixels[index] = UInt8(min(max(value.rounded(), 0), 255))
    }
  }

  private mutating func normal() -> Double { generator.nextNormal() }
}
