import Clustering
import Testing

@Suite struct SilhouetteTests {
  private let sample = Sample.uniform(60, 3, seed: 6)
  private let clusterings = [
    (0..<60).map { $0 % 3 }, (0..<60).map { $0 / 20 }, (0..<60).map { $0 == 7 ? 3 : $0 % 2 },
  ]

  private func compute(
    _ vectors: Vectors, _ clusterings: [[Int]], limit: Int = 10_000, threads: Int = 2
  )
    -> [Silhouette?]
  {
    var generator = SeededGenerator(seed: 0)
    return Silhouette.compute(
      vectors, clusterings: clusterings, limit: limit, threads: threads, using: &generator)
  }

  @Test func agreesWithScikitLearn() throws {
    for (result, expected) in zip(compute(sample, clusterings), Numbers.silhouettes) {
      #expect(abs(try #require(result).mean - expected) < 1e-12)
    }
    let last = try #require(compute(sample, clusterings)[2])
    for (value, expected) in zip(last.values, Numbers.silhouetteValues) {
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(last.values[7] == 0)
    #expect(!last.isSampled)
  }

  @Test func threePointsByHand() throws {
    let result = try #require(compute(Vectors([[0], [1], [4]]), [[0, 0, 1]])[0])
    #expect(result.values == [0.75, 2.0 / 3, 0])
    #expect(result.clusterMeans(count: 3) == [(0.75 + 2.0 / 3) / 2, 0, nil])
  }

  @Test func noneForOneClusterOrAllAlone() {
    let vectors = Vectors([[0], [1], [4]])
    #expect(compute(vectors, [[0, 0, 0], [0, 1, 2], [2, 2, 2]]) == [nil, nil, nil])
  }

  @Test func equalRowsAreZero() throws {
    let vectors = Vectors([[1], [1], [1], [1]])
    #expect(try #require(compute(vectors, [[0, 0, 1, 1]])[0]).values == [0, 0, 0, 0])
  }

  @Test func aSampleComesNearTheWholeAndSaysSo() throws {
    let vectors = Sample.blobs(3000, 3, groups: 3, seed: 7)
    let labels = (0..<3000).map { $0 % 3 }
    let all = try #require(compute(vectors, [labels])[0])
    let some = try #require(compute(vectors, [labels], limit: 500)[0])
    #expect(some.isSampled && some.rows.count == 500 && some.rows == some.rows.sorted())
    #expect(abs(some.mean - all.mean) < 0.03)
    #expect(some.assignments == some.rows.map { labels[$0] })
  }

  @Test func threadsDoNotMatter() {
    let vectors = Sample.uniform(700, 5, seed: 8)
    let labels = (0..<700).map { $0 % 4 }
    #expect(compute(vectors, [labels], threads: 1) == compute(vectors, [labels], threads: 3))
  }
}
