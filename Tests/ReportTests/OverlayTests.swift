import Testing

@testable import Report

@Suite struct OverlayTests {
  /// What Script.swift does to the packed points.
  static func decode(_ text: String) -> [SIMD2<Float>] {
    var digits = text.utf8.map { LandmarkCode.digits.firstIndex(of: $0) ?? -1 }[...]
    var (x, y) = (0, 0)
    return (0..<68).map { point in
      if [0, 17, 22, 27, 31, 36, 42, 48, 60].contains(point) {
        let cell = digits.removeFirst() + 88 * digits.removeFirst() + 7744 * digits.removeFirst()
        (x, y) = (cell % 825, cell / 825)
      } else {
        x += 2 * (digits.removeFirst() - 44)
        y += 2 * (digits.removeFirst() - 44)
      }
      return SIMD2(Float(x), Float(y)) / 824 * 1.5 - 0.25
    }
  }

  /// A line across the grid in steps of nearly 0.15, about the longest that fit, and back.
  private let zigzag = (0..<68).map { point in
    let along = Float(point % 20 < 10 ? point % 20 : 20 - point % 20)
    return SIMD2<Float>(-0.22 + 0.15 * along * 0.98, 1.2 - 0.15 * along * 0.96)
  }

  @Test func pointsComeBackToACellAndAHalf() {
    let code = LandmarkCode.encode(zigzag)
    #expect(code.utf8.count == 145)
    for (point, back) in zip(zigzag, Self.decode(code)) {
      #expect(abs(point.x - back.x) < 0.0028 && abs(point.y - back.y) < 0.0028, "\(point) \(back)")
    }
  }

  @Test func aStepTooLongIsMadeUpForByTheNext() {
    var points = [SIMD2<Float>](repeating: [0.2, 0.2], count: 68)
    points[1] = [0.5, 0.2]
    points[2] = [0.5, 0.2]
    let back = Self.decode(LandmarkCode.encode(points))
    // Not above 43 double cells of 1.5 / 824 each.
    #expect(abs(back[1].x - 0.2 - 86 * 1.5 / 824) < 0.001)
    #expect(abs(back[2].x - 0.5) < 0.0028 && abs(back[5].x - 0.2) < 0.0028)
  }

  @Test func pointsOutsideMoveToTheEdge() {
    var points = [SIMD2<Float>](repeating: .zero, count: 68)
    points[0] = [-9, 9]
    points[17] = [.nan, .infinity]
    let back = Self.decode(LandmarkCode.encode(points))
    #expect(back[0] == [-0.25, 1.25])
    #expect(back[17] == [-0.25, -0.25])
  }

  @Test func theScriptKnowsWhereLinesStart() {
    let starts = FaceSketch.lines.map { String($0.points.lowerBound) }.joined(separator: ", ")
    #expect(Script.javaScript.contains("[\(starts)].includes(point)"))
  }

  @Test func theDigitsNeedNoEscapeAndTheScriptHasTheSame() {
    #expect(LandmarkCode.digits.count == 88 && Set(LandmarkCode.digits).count == 88)
    let text = String(decoding: LandmarkCode.digits, as: UTF8.self)
    #expect(escaped(text) == text)
    #expect(LandmarkCode.grid * LandmarkCode.grid <= 88 * 88 * 88)
    let inScript = text.replacing("\\", with: "\\\\")
    #expect(Script.javaScript.contains("const digits = \"\(inScript)\";"))
  }

  @Test func aCropsMapAndALinksViewLeadIntoTheUnitSquare() throws {
    let map = AffineMap(a: 0.5, b: 0, tx: -20, c: 0, d: 0.5, ty: -40)
    let crop = try #require(ImageSource.jpeg([], width: 160, height: 160, transform: map).unitMap)
    #expect(crop([40, 80]) == [0, 0] && crop([360, 400]) == [1, 1])
    #expect(ImageSource.jpeg([], width: 160, height: 120, transform: map).unitMap == nil)
    #expect(ImageSource.jpeg([], width: 160, height: 160).unitMap == nil)
    let view = PhotoView(x: 100, y: 50, side: 200, photoWidth: 640, photoHeight: 480)
    let link = try #require(ImageSource.link(path: "a", view: view).unitMap)
    #expect(link([100, 50]) == [0, 0] && link([200, 150]) == [0.5, 0.5])
  }

  @Test func lengthsAreWrittenForTheScript() {
    let brow = Feature(
      name: "brow_height", lengths: [.init(from: [19], to: [37, 38]), .init(from: [24], to: [43, 44])])
    #expect(brow.lengthsText == "19-37+38,24-43+44")
    #expect(brow.label == "brow height")
  }
}
