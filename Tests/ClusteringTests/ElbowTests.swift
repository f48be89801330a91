import Clustering
import Testing

@Suite struct ElbowTests {
  @Test func kneeByHand() throws {
    // Normalised falls: 0, 8/10, 9/10, 9.5/10, 1; minus 0, 1/4, 1/2, 3/4, 1 gives the dips 0, 0.55,
    // 0.4, 0.2, 0.
    let knee = try #require(Knee(of: [10, 2, 1, 0.5, 0]))
    #expect(knee.index == 1)
    #expect(abs(knee.height - 0.55) < 1e-15)
    #expect(knee.strength == .clear)
  }

  @Test func curvesWithoutKnee() {
    #expect(Knee(of: [5, 4, 3, 2, 1]) == nil)
    #expect(Knee(of: [3, 3, 3, 3]) == nil)
    #expect(Knee(of: [9, 1]) == nil)
    #expect(Knee(of: []) == nil)
    // Concave: the curve is above the line.
    #expect(Knee(of: [10, 9.5, 8, 5, 0]) == nil)
    // The dip of 0.15 is not more than one step of 0.25.
    #expect(Knee(of: [10, 6, 4, 2, 0]) == nil)
    #expect(Knee(of: [10, 6, 4, 2, 0], sensitivity: 0.2)?.index == 1)
  }

  @Test func strengthInWords() throws {
    // The dip is at the second of five points: fall - 1/4.
    #expect(try #require(Knee(of: [100, 35, 25, 15, 0])).strength == .weak)  // 0.40
    #expect(try #require(Knee(of: [100, 25, 15, 8, 0])).strength == .moderate)  // 0.50
  }

  @Test func findsPlantedGroups() {
    let vectors = Sample.blobs(200, 4, groups: 4, seed: 1)
    var calls: [[Int]] = []
    let elbow = Elbow(vectors, upTo: 8, method: KMeans(k: 1), using: SeededGenerator(seed: 0)) {
      calls.append([$0, $1])
    }
    #expect(calls == (1...8).map { [$0, 8] })
    #expect(elbow.rows.map(\.k) == Array(1...8))
    #expect(elbow.k == 4)
    #expect(elbow.silhouettePick == 4)
    #expect(elbow.rows[0].silhouette == nil)
    for (row, next) in zip(elbow.rows, elbow.rows.dropFirst()) {
      #expect(next.inertia < row.inertia)
    }
  }

  @Test func aRowIsWhatKMeansGives() throws {
    let vectors = Sample.uniform(90, 3, seed: 2)
    let elbow = Elbow(vectors, upTo: 5, method: KMeans(k: 1), using: SeededGenerator(seed: 7))
    var generator = SeededGenerator(seed: 7)
    #expect(try KMeans(k: 4).fit(vectors, using: &generator) == elbow.rows[3].clustering)
  }

  @Test func noMoreClustersThanRows() {
    let elbow = Elbow(
      Sample.uniform(3, 2, seed: 3), upTo: 10, method: KMeans(k: 1), using: SeededGenerator(seed: 0)
    )
    #expect(elbow.rows.count == 3)
    let single = Elbow(
      Vectors([[1, 2]]), upTo: 10, method: KMeans(k: 1), using: SeededGenerator(seed: 0))
    #expect(single.rows.count == 1 && single.k == nil && single.silhouettePick == nil)
  }
}
