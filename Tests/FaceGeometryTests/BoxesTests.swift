import FaceGeometry
import Testing

struct BoxesTests {
  @Test func overlapOfUnion() {
    // 10 × 10 boxes, one moved by 5: they share 50 of 150.
    #expect(abs(overlap([0, 0, 10, 10], [5, 0, 10, 10]) - 1.0 / 3) < 1e-12)
    #expect(overlap([0, 0, 10, 10], [10, 0, 10, 10]) == 0)
    #expect(overlap([0, 0, 10, 10], [50, 50, 1, 1]) == 0)
    #expect(overlap([3, 4, 5, 6], [3, 4, 5, 6]) == 1)
  }

  @Test func boxesWithoutArea() {
    #expect(overlap([3, 4, 0, 0], [3, 4, 0, 0]) == 1)
    #expect(overlap([3, 4, 0, 0], [9, 9, 0, 0]) == 0)
  }
}
