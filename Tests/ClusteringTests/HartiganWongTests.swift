import Clustering
import Testing

@Suite struct HartiganWongTests {
  /// With -1, 1 and 2.6, Lloyd's algorithm does not leave {-1, 1} and {2.6}: 1 is nearer to 0 than
  /// to 2.6, and the inertia is 1 + 1 = 2. Moving 1 gives {-1} and {1, 2.6}: 0.8² + 0.8² = 1.28.
  @Test func everySingleStartLeavesTheTrapOfLloyd() throws {
    let vectors = Vectors([[-1], [1], [2.6]])
    var method = KMeans(k: 2)
    method.starts = 1
    method.initialisation = .random
    for seed in 0..<50 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let result = try method.fit(vectors, using: &generator)
      #expect(abs(result.inertia - 1.28) < 1e-12)
      #expect(result.assignments == [1, 0, 0])
    }
  }
}
