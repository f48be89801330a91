import EmbeddingRecords
import Testing

@Suite struct NearestTests {
  @Test func keepsAllInOrder() {
    var nearest = Nearest<String>(count: .max)
    for (value, distance) in [("c", 3.0), ("a", 1), ("b", 2)] { nearest.add(value, at: distance) }
    #expect(nearest.inOrder() == ["a", "b", "c"])
  }

  @Test func keepsTheFirstOfEquallyFarOnes() {
    var nearest = Nearest<Int>(count: 3)
    for value in 0..<5000 { nearest.add(value, at: value == 4321 ? 0.5 : 1) }
    #expect(nearest.inOrder() == [4321, 0, 1])
  }

  @Test func findsTheSameAsSortingAll() {
    // 7919 and 10007 are coprime: every distance occurs once, in a mixed order.
    var nearest = Nearest<Int>(count: 600)
    for index in 0..<10_007 {
      let value = index * 7919 % 10_007
      nearest.add(value, at: Double(value))
    }
    #expect(nearest.inOrder() == Array(0..<600))
  }

  @Test func isEmptyAtFirst() {
    var nearest = Nearest<Int>(count: 1)
    #expect(nearest.isEmpty)
    #expect(nearest.inOrder().isEmpty)
    nearest.add(1, at: 0)
    #expect(!nearest.isEmpty)
  }
}

@Suite struct EmbeddedFaceTests {
  @Test func distanceIsEuclids() {
    let one = EmbeddedFace(path: "a", face: 0, embedding: [0, 3] + Array(repeating: 1, count: 126))
    let other = EmbeddedFace(
      path: "b", face: nil, embedding: [4, 0] + Array(repeating: 1, count: 126))
    #expect(one.distance(to: other) == 5)
  }
}
