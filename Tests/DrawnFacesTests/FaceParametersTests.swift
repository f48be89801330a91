import Testing

import DrawnFaces

@Suite struct FaceParametersTests {
  @Test(arguments: Expected.planted)
  func plantsKnownProportions(type: Int?, seed: UInt64, values: [Double]) {
    let face = type.map { FaceParameters.ofType($0, seed: seed) } ?? .random(seed: seed)
    // The forehead also depends on the hair: see HairlineTests.
    let planted = face.planted.filter { $0.name != "forehead_height" }.map { $0.value }
    #expect(planted.count == values.count)
    for (value, expected) in zip(planted, values) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test(arguments: Expected.nuisance)
  func drawsKnownNuisance(seed: UInt64, indices: [Int], lengths: [Double]) throws {
    let face = FaceParameters.random(seed: seed)
    let style = try #require(HairStyle.allCases.firstIndex(of: face.hairStyle))
    #expect(
      [face.skin, face.hair, face.iris, face.clothing, face.backdrop, style, Int(face.texture)]
        == indices)
    let values = [
      face.jawSquareness, face.forehead, face.roll, face.scale, face.offset.x, face.offset.y,
      face.light, face.smile, face.eyeOpening, face.part,
    ]
    #expect(values.count == lengths.count)
    for (value, expected) in zip(values, lengths) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test func namesPlantedLengths() {
    let names = FaceParameters.random(seed: 3).planted.map { $0.name }
    #expect(
      names == [
        "jaw_width", "face_height", "eye_spacing", "eye_width", "nose_width", "nose_length",
        "mouth_width", "lip_height", "brow_height", "chin_height", "forehead_height",
      ])
  }

  /// The nominal lower lip is at -0.062 + 0.335 + 0.107 + 0.115 = 0.495, so the chin is 0.765 -
  /// 0.495 below it.
  @Test func derivesChinHeight() throws {
    let chin = try #require(FaceParameters().planted.first { $0.name == "chin_height" })
    #expect(abs(chin.value - 0.270) < 1e-12)
  }

  /// Type 1 without spread: eyes wide, nose and mouth narrow, lips and chin low, each by 1.2
  /// standard deviations.
  @Test func centresTypesWhereTheyArePlanted() {
    let centre = FaceParameters.ofType(1, seed: 99, shift: 1.2, within: 0)
    let expected: [String: Double] = [
      "jaw_width": 1, "eye_spacing": 0.262 + 0.024, "eye_width": 0.178 + 0.0132,
      "brow_height": 0.148 + 0.018, "nose_width": 0.178 - 0.0252, "mouth_width": 0.355 - 0.036,
      "lip_height": 0.115 - 0.0264, "nose_length": 0.335 - 0.0288, "chin_height": 0.274 - 0.0408,
      "face_height": -0.062 + 0.3062 + 0.107 + 0.0886 + 0.2332,
    ]
    for (name, value) in centre.planted where name != "forehead_height" {
      #expect(abs(value - (expected[name] ?? .nan)) < 1e-12, "\(name)")
    }
  }

  @Test func anyTwoTypesDifferInTwoGroups() {
    // One parameter of each group.
    let probes: [KeyPath<FaceParameters, Double>] = [\.eyeSpacing, \.mouthWidth, \.lipHeight]
    let centres = (0..<FaceParameters.typeCount).map {
      FaceParameters.ofType($0, seed: 0, within: 0)
    }
    for first in centres.indices {
      for second in centres.indices where second > first {
        let differing = probes.filter {
          centres[first][keyPath: $0] != centres[second][keyPath: $0]
        }
        #expect(differing.count == 2)
      }
    }
  }
}
