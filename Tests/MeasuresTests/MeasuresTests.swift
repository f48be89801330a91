import FaceGeometry
import Measures
import Testing

/// A face on a grid: jaw 200 wide, eyes level, nose in the middle. Rotated by quarter turns, scaled
/// and moved.
func gridFace(scale: Double = 1, quarterTurns: Int = 0, noseShift: Double = 0) throws -> Landmarks {
  var points = (0..<68).map { _ in SIMD2(200.0, 250.0) }
  for index in 0..<17 { points[index] = SIMD2(100 + 12.5 * Double(index), 200) }
  points[8] = SIMD2(200, 300)
  for index in 17..<27 { points[index] = SIMD2(120 + 16 * Double(index - 17), 140) }
  for (index, x, y) in [
    (19, 160.0, 140.0), (24, 240, 140), (27, 200, 160), (30, 200 + noseShift, 200), (31, 180, 220),
    (33, 200, 220), (35, 220, 220), (36, 140, 160), (37, 152, 156), (38, 168, 156), (39, 180, 160),
    (40, 168, 164), (41, 152, 164), (42, 220, 160), (43, 232, 156), (44, 248, 156), (45, 260, 160),
    (46, 248, 164), (47, 232, 164), (48, 160, 250), (54, 240, 250), (51, 200, 240), (57, 200, 260),
  ] { points[index] = SIMD2(x, y) }
  let turned = points.map { point in
    (0..<quarterTurns).reduce(point) { turned, _ in SIMD2(-turned.y, turned.x) } * scale
      + SIMD2(7, -3)
  }
  return try #require(Landmarks(turned))
}

@Suite struct MeasuresTests {
  @Test func theEightByHand() throws {
    let values = try features(of: FacePoints(gridFace()), Measure.eight, over: .jaw)
    let expected = [0.3, 1.5, 0.4, 0.1, 0.2, 0.2, 0.08, 0.2]
    for (value, wanted) in zip(values, expected) {
      #expect(abs(try #require(value) - wanted) < 1e-12)
    }
  }

  @Test(arguments: Base.allCases) func sizePlaceAndTurnDoNotMatter(_ base: Base) throws {
    let upright = try features(of: FacePoints(gridFace()), Measure.all, over: base)
    let turned = try features(
      of: FacePoints(gridFace(scale: 3.7, quarterTurns: 1)), Measure.all, over: base)
    for (measure, pair) in zip(Measure.all, zip(upright, turned)) {
      guard measure.fields.isEmpty else {
        #expect(pair.0 == nil && pair.1 == nil, "without a hairline")
        continue
      }
      let (first, second) = (try #require(pair.0), try #require(pair.1))
      #expect(abs(first - second) < 1e-12, "\(measure.name)")
    }
  }

  @Test func namesAreUnique() {
    #expect(Set(Measure.all.map(\.name)).count == Measure.all.count)
    #expect(
      Measure.eight.map(\.name) == [
        "nose_size", "nose_ratio", "mouth_width", "mouth_height", "eye_width", "eye_spacing",
        "brow_height", "chin_height",
      ])
  }

  @Test func everyMeasureHasWordsOfItsOwnAndLengths() throws {
    let vocabularies = Measure.all.compactMap(\.vocabulary)
    #expect(vocabularies.count == Measure.all.count)
    #expect(Set(vocabularies.flatMap { [$0.low, $0.high] }).count == 2 * Measure.all.count)
    for measure in Measure.all {
      let vocabulary = try #require(measure.vocabulary)
      #expect(vocabulary.lengths.isEmpty == !measure.fields.isEmpty, "\(measure.name)")
      for length in vocabulary.lengths {
        #expect(!length.from.isEmpty && !length.to.isEmpty)
        #expect((length.from + length.to).allSatisfy { (0..<68).contains($0) })
      }
    }
  }

  /// If a measure is a length or the mean of two, the lengths that are drawn are those that it is
  /// computed from.
  @Test func theLengthsAreWhatIsMeasured() throws {
    let face = try gridFace()
    for measure in Measure.ofLandmarks where !measure.isRatio && measure.name != "eye_tilt" {
      let lengths = try #require(measure.vocabulary).lengths
      let drawn = lengths.map { length in
        let ends = [length.from, length.to].map { ends in
          ends.reduce(SIMD2<Double>.zero) { $0 + face[$1] } / Double(ends.count)
        }
        return ((ends[0] - ends[1]) * (ends[0] - ends[1])).sum().squareRoot()
      }
      let value = try #require(features(of: FacePoints(face), [measure], over: .jaw)[0])
      #expect(
        abs(drawn.reduce(0, +) / Double(drawn.count) / 200 - value) < 1e-12, "\(measure.name)")
    }
  }

  @Test func poseByHand() throws {
    #expect(Pose(try gridFace()) == Pose(try gridFace(scale: 2)))
    #expect(abs(Pose(try gridFace(quarterTurns: 1)).roll - 90) < 1e-9)
    // The outer corners are 120 apart: a shift of 60 is half of that, as much as the nose
    // protrudes, so 45 degrees.
    #expect(abs(Pose(try gridFace(noseShift: 60)).yaw - 45) < 1e-9)
    #expect(abs(Pose(try gridFace(quarterTurns: 2, noseShift: -60)).yaw + 45) < 1e-9)
  }

  @Test func aFaceWithoutWidthIsDegenerate() throws {
    let point = try #require(Landmarks([SIMD2<Double>](repeating: SIMD2(3, 4), count: 68)))
    for base in Base.allCases {
      #expect(throws: DegenerateFace.self) {
        try features(of: FacePoints(point), Measure.eight, over: base)
      }
    }
    // A jaw, but a nose without width: the ratio alone has no value.
    var points = (try gridFace()).points
    points[35] = points[31]
    let flat = try #require(Landmarks(points))
    let values = try features(of: FacePoints(flat), Measure.eight, over: .jaw)
    #expect(values.indices.filter { values[$0] == nil } == [1])
  }

  @Test func onlySixtyEightFinitePointsMakeAFace() {
    #expect(Landmarks([SIMD2<Double>](repeating: .zero, count: 67)) == nil)
    #expect(Landmarks([SIMD2<Double>](repeating: SIMD2(.infinity, 0), count: 68)) == nil)
  }
}
