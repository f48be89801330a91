import Clustering
import Testing

@Suite struct RetrievalTests {
  private let sample = Sample.uniform(60, 3, seed: 6)
  private let names = (0..<60).map { $0 < 52 ? "p\($0 % 13)" : "q\($0)" }

  @Test func ranksAgreeWithNumpy() throws {
    var generator = SeededGenerator(seed: 0)
    let found = try #require(Retrieval(sample, names: names, using: &generator))
    #expect(found.ranks == Numbers.ranks)
    #expect(found.rows == Array(0..<52))
    #expect(!found.isSampled)
    #expect(abs(found.chance - 3.0 / 59) < 1e-15)
    #expect(found.accuracy == Double(Numbers.ranks.count { $0 == 1 }) / 52)
  }

  @Test func byHand() throws {
    var generator = SeededGenerator(seed: 0)
    // Ann at 0 and 1, Bob at 3 and 10, Cid at 4. For Bob at 3, Cid (1), Ann (2) and Ann (3) are
    // nearer than Bob (7).
    let vectors = Vectors([[0], [1], [3], [10], [4]])
    let found = try #require(
      Retrieval(vectors, names: ["Ann", "Ann", "Bob", "Bob", "Cid"], using: &generator))
    #expect(found.ranks == [1, 1, 4, 2])
    #expect(found.medianRank == 1.5)
    #expect(found.accuracy == 0.5)
    #expect(found.chance == 0.25)
  }

  @Test func aTieCountsAgainst() throws {
    var generator = SeededGenerator(seed: 0)
    let found = try #require(
      Retrieval(Vectors([[0], [1], [-1]]), names: ["a", "a", "b"], using: &generator))
    #expect(found.ranks == [2, 1])
    #expect(Retrieval(Vectors([[0], [1]]), names: ["a", "b"], using: &generator) == nil)
  }

  @Test func aSampleSaysSo() throws {
    var generator = SeededGenerator(seed: 0)
    let found = try #require(Retrieval(sample, names: names, pairs: 600, using: &generator))
    #expect(found.isSampled && found.rows.count == 10)
    for (row, rank) in zip(found.rows, found.ranks) { #expect(rank == Numbers.ranks[row]) }
  }

  @Test func wrongPairsByHand() {
    var generator = SeededGenerator(seed: 0)
    // Cluster 0: a at 0, b at 1, c at 1.5; cluster 1: a at 9, b at 20, b at 21.
    let vectors = Vectors([[0], [1], [1.5], [9], [20], [21]])
    let found = WrongPairs(
      vectors, names: ["a", "b", "c", "a", "b", "b"], assignments: [0, 0, 0, 1, 1, 1],
      using: &generator)
    // b and c are nearest; a (0) then remains without a partner, and 9 and 20 are 11 apart.
    #expect(
      found.joined == [
        .init(first: 1, second: 2, distance: 0.5), .init(first: 3, second: 4, distance: 11),
      ])
    // b at 1 and 21, then a at 0 and 9.
    #expect(
      found.parted == [
        .init(first: 1, second: 5, distance: 20), .init(first: 0, second: 3, distance: 9),
      ])
  }

  @Test func aPerfectClusteringHasNoWrongPairs() {
    var generator = SeededGenerator(seed: 0)
    let found = WrongPairs(
      sample, names: (0..<60).map { $0 % 4 }, assignments: (0..<60).map { $0 % 4 },
      using: &generator)
    #expect(found.joined.isEmpty && found.parted.isEmpty && !found.isSampled)
  }
}
