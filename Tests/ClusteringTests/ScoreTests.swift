import Clustering
import Testing

@Suite struct ScoreTests {
  @Test(arguments: 0..<20) func agreesWithScikitLearn(number: Int) {
    let (labels, clusters) = Sample.labellings[number]
    let expected = Numbers.agreements[number]
    let scores = Agreement(Contingency(labels: labels, clusters: clusters))
    let found = [
      scores.adjustedRand, scores.normalizedMutualInformation, scores.adjustedMutualInformation,
      scores.homogeneity, scores.completeness, scores.vMeasure, scores.purity,
    ]
    for (value, expected) in zip(found, expected) { #expect(abs(value - expected) < 1e-9) }
  }

  @Test func nothingAgreesWithNothing() {
    let scores = Agreement(Contingency(labels: [String](), clusters: []))
    #expect(scores.adjustedRand == 1 && scores.adjustedMutualInformation == 1 && scores.purity == 1)
  }

  @Test func tableByHand() {
    let table = Contingency(labels: ["b", "a", "b", "b", "c"], clusters: [4, 0, 0, 4, 4])
    #expect(table.labels == ["b", "a", "c"])
    #expect(table.clusters == [0, 4])
    #expect(table.table == [[1, 2], [1, 0], [0, 1]])
    #expect(table.labelSizes == [3, 1, 1])
    #expect(table.clusterSizes == [2, 3])
    #expect(table.count == 5)
    #expect(table.cells.count == 4)
  }

  @Test func manyNamesAreNoBurden() {
    // 50,000 names, each occurring twice, and 50,000 clusters that separate a tenth of the pairs.
    let labels = (0..<100_000).map { $0 / 2 }
    let clusters = (0..<100_000).map { $0 % 20 == 0 ? 100_000 + $0 : $0 / 2 }
    let scores = Agreement(Contingency(labels: labels, clusters: clusters))
    #expect(scores.homogeneity > 0.9999999)
    #expect(scores.completeness < 1)
    // 45,000 of the names' 50,000 pairs are also together in the clusters, which join no others.
    // With almost all pairs separate in both, the index is 2 · 45,000 / (50,000 + 45,000).
    #expect(abs(scores.adjustedRand - 90.0 / 95) < 1e-4)
    #expect(scores.adjustedMutualInformation > 0 && scores.adjustedMutualInformation < 1)
  }

  @Test func separationAgreesWithScikitLearn() throws {
    let sample = Sample.uniform(60, 3, seed: 6)
    let cases: [(Vectors, [Int])] = [
      (Sample.blobs(90, 4, groups: 3, seed: 8), (0..<90).map { $0 % 3 }),
      (sample, (0..<60).map { $0 / 20 }),
      (Vectors([[0], [0], [3], [3]]), [0, 0, 1, 1]),
      (Vectors([[1], [1], [1], [1]]), [0, 0, 1, 1]),
      (sample, (0..<60).map { $0 % 3 }),
    ]
    for ((vectors, clusters), expected) in zip(cases, Numbers.separations) {
      let found = try #require(Separation(vectors, assignments: clusters))
      #expect(abs(found.calinskiHarabasz - expected[0]) < 1e-9 * max(1, expected[0]))
      #expect(abs(found.daviesBouldin - expected[1]) < 1e-9)
    }
    // Centres 1 and 10, spreads 1 and 0; between 2 · 9 + 36 around the mean 4, within 2.
    let byHand = try #require(Separation(Vectors([[0], [2], [10]]), assignments: [5, 5, 2]))
    #expect(
      abs(byHand.daviesBouldin - 1.0 / 9) < 1e-15 && abs(byHand.calinskiHarabasz - 27) < 1e-12)
    #expect(Separation(sample, assignments: [Int](repeating: 3, count: 60)) == nil)
    #expect(Separation(sample, assignments: Array(0..<60)) == nil)
  }
}
