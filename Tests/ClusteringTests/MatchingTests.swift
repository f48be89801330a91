import Clustering
import Testing

@Suite struct MatchingTests {
  private func rows(_ vectors: Vectors) -> [[Double]] {
    (0..<vectors.count).map { Array(vectors[$0]) }
  }

  @Test func sumsAgreeWithScipy() {
    let costs = [
      rows(Sample.uniform(6, 6, seed: 11)), rows(Sample.uniform(4, 9, seed: 12)),
      rows(Sample.uniform(9, 4, seed: 13)), rows(Sample.uniform(30, 30, seed: 14)),
      rows(Sample.uniform(8, 8, seed: 15)).map { $0.map { ($0 * 3).rounded(.down) } },
    ]
    for (costs, expected) in zip(costs, Numbers.cheapest) {
      let matches = Matching.cheapest(costs)
      let taken = matches.compactMap(\.self)
      #expect(taken.count == min(costs.count, costs[0].count))
      #expect(Set(taken).count == taken.count)
      let sum = matches.enumerated().reduce(0) { sum, match in
        sum + (match.element.map { costs[match.offset][$0] } ?? 0)
      }
      #expect(abs(sum - expected) < 1e-12)
    }
  }

  @Test func greedWouldBeDearer() {
    #expect(Matching.cheapest([[1, 2], [1, 10]]) == [1, 0])
    #expect(Matching.cheapest([[-5.0]]) == [0])
    #expect(Matching.cheapest([]) == [])
    #expect(Matching.cheapest([[], []]) == [nil, nil])
  }

  @Test func numbersFollowTheOldCentres() {
    let old = Vectors([[0, 0], [10, 0], [0, 10]])
    #expect(
      Matching.numbers(of: Vectors([[0, 9], [1, 0], [9, 0]]), following: old) == [2, 0, 1])
    // A fourth centre gets the next free number, whatever its index.
    #expect(
      Matching.numbers(
        of: Vectors([[50, 50], [0, 9], [1, 0], [90, 90], [9, 0]]), following: old) == [
          3, 2, 0, 4, 1,
        ])
    #expect(Matching.numbers(of: Vectors([[9, 1]]), following: old) == [1])
  }
}
