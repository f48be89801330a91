import FaceGeometry
import Measures
import Testing

/// The hairline of the face on a grid: 160 wide at y 150, with its middle at y 80; brows at 140,
/// base of the nose at 220, chin at 300, jaw 200 wide.
private let hairline: [SIMD2<Double>] = [
  [120, 150], [130, 130], [140, 110], [160, 95], [180, 82], [200, 76], [220, 82], [240, 95],
  [260, 110], [270, 130], [280, 150],
]

@Suite struct HairlineTests {
  private func values(_ points: [SIMD2<Double>]?, turns: Int = 0) throws -> [String: Double?] {
    let others = points.map { points in
      points.map { point in
        (0..<turns).reduce(point) { turned, _ in SIMD2(-turned.y, turned.x) } + SIMD2(7, -3)
      }
    }
    let face = FacePoints(
      try gridFace(quarterTurns: turns), others: others.map { ["hairline": $0] } ?? [:])
    let measured = try features(of: face, Measure.ofHairline, over: .jaw)
    return Dictionary(uniqueKeysWithValues: zip(Measure.ofHairline.map(\.name), measured))
  }

  @Test(arguments: 0..<4) func byHand(_ turns: Int) throws {
    let measured = try values(hairline, turns: turns)
    let wanted = [
      "forehead_height": 60.0 / 200, "forehead_width": 160.0 / 200, "face_length": 220.0 / 200,
      "upper_third": 60.0 / 220, "middle_third": 80.0 / 220, "lower_third": 80.0 / 220,
      // Points 1 and 15 are 14 steps of 12.5 apart.
      "face_shape": 220.0 / 175,
    ]
    #expect(measured.count == wanted.count)
    for (name, value) in wanted {
      let found = try #require(measured[name] ?? nil)
      #expect(abs(found - value) < 1e-12, "\(name) \(found)")
    }
  }

  @Test func withoutAHairlineAllAreNil() throws {
    for points in [nil, Array(hairline.dropLast()), hairline.map { $0 + SIMD2(0, 100) }] {
      let measured = try values(points)
      let width = measured.removing("forehead_width")
      #expect(width.values.allSatisfy { $0 == nil })
    }
  }
}

extension [String: Double?] {
  fileprivate func removing(_ name: String) -> Self { filter { $0.key != name } }
}

@Suite struct OwnMeasureTests {
  private func value(_ text: String, _ others: [String: [SIMD2<Double>]] = [:]) throws -> Double? {
    let measures = try Measure.own(text)
    return try features(of: FacePoints(gridFace(), others: others), measures, over: .jaw)[0]
  }

  @Test(arguments: [
    ("a = |27-33|", 0.3), ("a=|27-33|/|31-35|", 1.5), ("a = |19-(37+38)| # brow", 0.08),
    ("a = |36-39| + |42-45|", 0.4), ("a = |(36..41)-(42..47)|", 0.4), ("a = |landmarks[0]-16|", 1),
    ("# remark\r\n\r\na = |27 - 33| / (", .nan),
  ]) func byHand(_ text: String, _ wanted: Double) throws {
    guard wanted.isFinite else {
      #expect(throws: MeasureTextError.self) { try Measure.own(text) }
      return
    }
    #expect(abs(try #require(try value(text)) - wanted) < 1e-12)
  }

  @Test func pointsOfOtherFields() throws {
    let lobe: [SIMD2<Double>] = [[107, 197], [107, 257]]
    #expect(try Measure.own("a = |0-lobe[1]|")[0].fields == ["lobe"])
    #expect(abs(try #require(try value("a = |lobe[0]-lobe[1]|", ["lobe": lobe])) - 0.3) < 1e-12)
    #expect(try value("a = |0-lobe[1]|") == nil)
    #expect(try value("a = |0-lobe[2]|", ["lobe": lobe]) == nil)
    // Division by zero.
    #expect(try value("a = |27-33| / |lobe[0]-lobe[1]|", ["lobe": [lobe[0], lobe[0]]]) == nil)
  }

  @Test(arguments: [
    ("", 1, "no measure"), ("# nothing\n", 2, "no measure"), ("a |1-2|", 1, "no '='"),
    ("\nA = |1-2|", 2, "a name"), ("nose_size = |1-2|", 1, "built-in measure"),
    ("a = |1-2|\nb = |1-2|\na = |3-4|", 3, "defined twice"), ("a = |1-68|", 1, "from 0 to 67"),
    ("a = |1-1|", 1, "always 0"), ("a = |1-2", 1, "ends with"), ("a = 1-2", 1, "begins with"),
    ("a = |1-2| * 3", 1, "unexpected"), ("a = |1-lobe|", 1, "number in"),
    ("a = |1-lobe[99999]|", 1, "9999"), ("a = |(5..3)-2|", 1, "is not"),
    ("a = |1-99999999999999999999|", 1, "no point"),
    ("a = |1-features[2]|", 1, "does not hold points"), ("a = |1-2| / ", 1, "begins with"),
  ]) func whatIsWrongIsToldWithItsLine(_ text: String, _ line: Int, _ reason: String) throws {
    do {
      _ = try Measure.own(text, reserved: ["features"])
      Issue.record("\(text) was accepted")
    } catch {
      #expect(error.line == line && error.reason.contains(reason), "\(error)")
    }
  }
}
