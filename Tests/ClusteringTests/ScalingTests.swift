import Clustering
import Testing

@Suite struct ScalingTests {
  @Test func agreesWithStandardScaler() {
    let sample = Sample.uniform(60, 3, seed: 6)
    var vectors = Vectors(dimensions: 5)
    for row in 0..<60 {
      vectors.append(Array(sample[row]) + [0.1, sample[row].first.map { $0 * 1e6 } ?? 0])
    }
    let scaling = Scaling.zScore(of: vectors)
    for column in 0..<5 {
      #expect(abs(scaling.means[column] / Numbers.scaleMeans[column] - 1) < 1e-12)
      #expect(abs(scaling.deviations[column] / Numbers.scaleDeviations[column] - 1) < 1e-12)
    }
    let scaled = scaling(vectors)
    #expect(
      scaled.columnVariances(around: scaled.columnMeans()).map { ($0 * 1e9).rounded() } == [
        1e9, 1e9, 1e9, 0, 1e9,
      ])
    #expect(scaling(vectors[17]) == Array(scaled[17]))
  }

  @Test func noneChangesNothing() {
    let vectors = Sample.uniform(4, 2, seed: 1)
    #expect(Scaling.none(dimensions: 2)(vectors) == vectors)
  }

  @Test func whiteningMultipliesFromTheRight() {
    let scaling = Scaling(means: [1, 2], deviations: [2, 1], whitening: [1, 2, 3, 4])
    // (5, 3) becomes (2, 1), then (2 + 3, 4 + 4).
    #expect(scaling([5, 3]) == [5, 8])
    #expect(scaling(Vectors([[5, 3]])) == Vectors([[5, 8]]))
  }
}
