import Clustering
import Testing

@Suite struct PrincipalPlaneTests {
  @Test func byHand() {
    // Along (3, 4) / 5 by ±10 and across it by ±1, about (1, 2): variances 200/3 and 2/3 over n - 1
    // = 3.
    let plane = PrincipalPlane(of: Vectors([[7, 10], [-5, -6], [1.8, 1.4], [0.2, 2.6]]))
    #expect(plane.centre == [1, 2])
    #expect(abs(plane.explained.x - 100 / 101) < 1e-12 && abs(plane.explained.y - 1 / 101) < 1e-12)
    let end = plane([7, 10])
    #expect(abs(end.x - 10) < 1e-9 && abs(end.y) < 1e-9)
    // The second axis is (4, -3) / 5: its largest component is positive.
    let side = plane([1.8, 1.4])
    #expect(abs(side.x) < 1e-9 && abs(side.y - 1) < 1e-9)
  }

  @Test func oneNumberOrNoVariance() {
    let line = PrincipalPlane(of: Vectors([[1], [3]]))
    #expect(line.explained == [1, 0] && line([3]) == [1, 0])
    let still = PrincipalPlane(of: Vectors([[1, 2], [1, 2]]))
    #expect(still.explained == [0, 0] && still([1, 2]) == [0, 0])
  }

  @Test func threeDimensionsKeepTwo() {
    let plane = PrincipalPlane(
      of: Vectors([[5, 0, 0], [-5, 0, 0], [0, 3, 0], [0, -3, 0], [0, 0, 1], [0, 0, -1]]))
    #expect(plane.axes.count == 2)
    #expect(plane([2, 7, 100]) == [2, 7])
    #expect(abs(plane.explained.x - 25.0 / 35) < 1e-12 && abs(plane.explained.y - 9.0 / 35) < 1e-12)
  }
}
