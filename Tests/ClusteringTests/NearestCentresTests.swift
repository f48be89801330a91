import Clustering
import Testing

@Suite struct NearestCentresTests {
  @Test func distancesByHand() {
    let centres = NearestCentres(Vectors([[0, 0], [6, 8], [0, 100]]))
    let result = centres([3, 4])
    #expect(result == .init(cluster: 0, distance: 5, runnerUp: 1, margin: 0))
    let near = centres([0, 0])
    #expect(near == .init(cluster: 0, distance: 0, runnerUp: 1, margin: 1))
    let right = centres([6, 6])
    #expect(right.cluster == 1)
    #expect(right.distance == 2)
    #expect(right.runnerUp == 0)
    #expect(abs((right.margin ?? 0) - (72.0.squareRoot() - 2) / 72.0.squareRoot()) < 1e-15)
  }

  @Test func oneCentreHasNoRunnerUp() {
    #expect(
      NearestCentres(Vectors([[1.0]]))([4])
        == .init(cluster: 0, distance: 3, runnerUp: nil, margin: nil))
  }

  @Test func coincidingCentres() {
    let result = NearestCentres(Vectors([[1.0, 1], [1, 1]]))([1, 1])
    #expect(result == .init(cluster: 0, distance: 0, runnerUp: 1, margin: 0))
  }

  @Test(arguments: [1, 3, 4, 5, 11], [1, 2, 3, 4, 7, 128])
  func agreesWithALoop(k: Int, dimensions: Int) {
    let centres = Sample.uniform(k, dimensions, seed: 1)
    let nearest = NearestCentres(centres)
    let rows = Sample.uniform(20, dimensions, seed: 2)
    for (row, result) in zip(0..<20, nearest.assignments(of: rows)) {
      let squares = (0..<k).map {
        zip(centres[$0], rows[row]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      let order = squares.indices.sorted { squares[$0] < squares[$1] }
      #expect(result.cluster == order[0])
      #expect(result.runnerUp == (k > 1 ? order[1] : nil))
      #expect(abs(result.distance - squares[order[0]].squareRoot()) < 1e-12)
      #expect(nearest(rows[row]) == result)
    }
  }

  @Test func hugeDistancesStillHaveAnAnswer() {
    let result = NearestCentres(Vectors([[0.0], [1]]))([1e300])
    #expect(result.cluster == 0 && result.runnerUp == 1 && result.distance == 1e300)
  }
}
