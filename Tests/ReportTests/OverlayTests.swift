import Testing

@testable import Report

@Suite struct OverlayTests {
  /// What Script.swift does to the packed points.
  static func decode(_ text: String) -> [SIMD2<Float>] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let digits = (0..<3).map { LandmarkCode.digits.firstIndex(of: bytes[start + $0]) ?? -1 }
      let cell = digits[0] + 88 * (digits[1] + 88 * digits[2])
      return SIMD2(Float(cell % 825), Float(cell / 825)) / 824 * 1.5 - 0.25
    }
  }

  @Test func pointsComeBackToHalfACell() {
    let points = (0..<68).map { SIMD2<Float>(Float($0) / 67, Float($0 * 29 % 68) / 67 * 1.4 - 0.2) }
    let code = LandmarkCode.encode(points)
    #expect(code.utf8.count == 204)
    for (point, back) in zip(points, Self.decode(code)) {
      #expect(abs(point.x - back.x) < 0.00092 && abs(point.y - back.y) < 0.00092)
    }
  }

  @Test func pointsOutsideMoveToTheEdge() {
    let back = Self.decode(LandmarkCode.encode([[-9, 9], [.nan, .infinity]]))
    #expect(back[0] == [-0.25, 1.25])
    #expect(back[1] == [-0.25, -0.25])
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
