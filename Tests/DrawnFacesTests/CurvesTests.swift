import Testing

import DrawnFaces

@Suite struct CurvesTests {
  @Test func splinePassesThroughItsPoints() {
    let points: [Point] = [[0, 0], [1, 2], [3, 1], [4, 4]]
    let open = spline(points)
    #expect(open.count == 31)
    #expect([open[0], open[10], open[20], open[30]] == points)
    let closed = spline(points, closed: true)
    #expect(closed.count == 40)
    #expect([closed[0], closed[10], closed[20], closed[30]] == points)
  }

  /// Halfway between b and c a Catmull-Rom curve is at (9 (b + c) - a - d) / 16.
  @Test func splineIsCatmullRom() {
    let curve = spline([[0, 0], [1, 0], [2, 1], [3, 5]])
    #expect(abs(curve[15].x - 1.5) < 1e-12)
    #expect(abs(curve[15].y - (9.0 * 1 - 0 - 5) / 16) < 1e-12)
  }

  @Test func strokeHasItsWidthAndTaper() {
    let path: [Point] = (0...8).map { [Double($0), 0] }
    let outline = stroke(path, width: 2, taper: (0.5, 0))
    #expect(outline.count == 18)
    // Left side out, right side back: 9 and 8 are the far ends.
    let halfWidths = (0...8).map { (outline[$0].y - outline[17 - $0].y) / 2 }
    for (width, expected) in zip(halfWidths, [0.5, 1, 1, 1, 1, 1, 1, 0.5, 0]) {
      #expect(abs(width - expected) < 1e-8)
    }
  }

  @Test func ellipseTurnsClockwiseOnScreen() {
    let quarter = ellipse([1, 2], 3, 0.5, rotation: Double.pi / 2)
    #expect(abs(quarter[0].x - 1) < 1e-12 && abs(quarter[0].y - 5) < 1e-12)
    #expect(abs(quarter[10].x - 0.5) < 1e-12 && abs(quarter[10].y - 2) < 1e-12)
  }

  @Test func headIsSymmetricAndAsLongAsPlanted() {
    let face = FaceParameters.random(seed: 12)
    let outline = face.headOutline
    #expect(outline.contains { abs($0.y - face.faceHeight) < 1e-12 && abs($0.x) < 1e-12 })
    #expect(outline.contains { abs($0.x - face.jawWidth / 2) < 1e-12 && abs($0.y) < 1e-12 })
    #expect(abs(outline.map { $0.x }.reduce(0, +)) < 1e-9)
  }
}
