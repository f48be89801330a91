import Testing

import DrawnFaces

@Suite struct HairlineTests {
  /// Short hair begins 0.20 below the crown, which is 0.66 above the origin, and 0.005 higher in
  /// the middle: at -0.465. On 400 px, one unit is 180 px and the origin is at (200, 188).
  @Test func nominalFaceByHand() {
    let line = FaceParameters().hairline(size: 400)
    #expect(line.count == 11)
    #expect(abs(line[5].x - 200) < 0.01)
    #expect(abs(line[5].y - (188 - 0.465 * 180)) < 0.01)
    for index in 0..<5 {
      #expect(line[index].x < line[index + 1].x)
      #expect(abs(line[index].x + line[10 - index].x - 400) < 0.01)
      #expect(abs(line[index].y - line[10 - index].y) < 0.01)
    }
  }

  /// Every face has its eleven points above the brows, equally spaced as far as chords show.
  @Test(arguments: 0..<40)
  func liesAboveTheBrows(seed: UInt64) {
    var face = FaceParameters.random(seed: seed)
    face.roll = 0
    let line = face.hairline(size: 400)
    let brows = Placement(of: face, size: 400)([0, -0.036 - face.browHeight]).y
    #expect(line.count == 11)
    #expect(line.allSatisfy { $0.y <= brows + 0.01 })
    #expect(face.foreheadHeight > 0.15 && face.foreheadHeight < 0.5)
  }
}
