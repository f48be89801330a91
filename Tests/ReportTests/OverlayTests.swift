import Foundation
import Testing

import Report

@Suite struct OverlayTests {
  /// Also tested on page.js; made by make_landmark_codes.py from the documentation of LandmarkCode.
  private struct Example: Decodable {
    var name: String
    var points: [[Float]]
    var code: String
  }

  @Test func pointsArePackedAsTheScriptUnpacksThem() throws {
    let file = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../Pages/landmark_codes.json").standardizedFileURL
    let examples = try JSONDecoder().decode([Example].self, from: Data(contentsOf: file))
    #expect(examples.count == 4)
    for example in examples {
      let points = example.points.map { SIMD2<Float>($0[0], $0[1]) }
      #expect(LandmarkCode.encode(points) == example.code, "\(example.name)")
    }
  }

  @Test func pointsThatAreNoNumbersMoveToTheCorner() {
    var points = [SIMD2<Float>](repeating: .zero, count: 68)
    let corner = [SIMD2<Float>](repeating: [-0.25, -0.25], count: 68)
    points[17] = [.nan, .infinity]
    let start = 3 + 2 * 16
    let code = LandmarkCode.encode(points).utf8.dropFirst(start).prefix(3)
    #expect(Array(code) == Array(LandmarkCode.encode(corner).utf8.prefix(3)))
  }

  @Test func theScriptKnowsWhereLinesStart() {
    let starts = FaceSketch.lines.map { String($0.points.lowerBound) }.joined(separator: ", ")
    #expect(PageFiles.script.contains("const lineStarts = [\(starts)];"))
  }

  @Test func theDigitsNeedNoEscapeAndTheScriptHasTheSame() {
    #expect(LandmarkCode.digits.count == 88 && Set(LandmarkCode.digits).count == 88)
    let text = String(decoding: LandmarkCode.digits, as: UTF8.self)
    #expect(escaped(text) == text)
    #expect(LandmarkCode.grid * LandmarkCode.grid <= 88 * 88 * 88)
    let inScript = text.replacing("\\", with: "\\\\")
    #expect(PageFiles.script.contains("  \"\(inScript)\";"))
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
      name: "brow_height",
      lengths: [.init(from: [19], to: [37, 38]), .init(from: [24], to: [43, 44])])
    #expect(brow.lengthsText == "19-37+38,24-43+44")
    #expect(brow.label == "brow height")
  }
}
