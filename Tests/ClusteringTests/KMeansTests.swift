import Clustering
import Testing

private func fit(
  _ vectors: Vectors, k: Int, seed: UInt64 = 0, _ change: (inout KMeans) -> Void = { _ in }
) throws
  -> KMeans.Result
{
  var method = KMeans(k: k)
  change(&method)
  var generator = SeededGenerator(seed: seed)
  return try method.fit(vectors, using: &generator)
}

@Suite struct KMeansTests {
  @Test func twoPairsByHand() throws {
    // Pairs around (0, 1) and (10, 1), and a third point that makes the right one larger.
    let result = try fit(Vectors([[0, 0], [0, 2], [10, 0], [10, 2], [10, 1]]), k: 2)
    #expect(result.assignments == [1, 1, 0, 0, 0])
    #expect(result.centres == Vectors([[10, 1], [0, 1]]))
    #expect(result.inertia == 4)
    #expect(result.sizes == [3, 2])
    #expect(result.nonEmpty == 2)
    #expect(result.converged)
  }

  @Test func equallyLargeClustersAreNumberedByFirstAppearance() throws {
    for seed in 0..<10 as Range<UInt64> {
      let result = try fit(Vectors([[5], [0], [9], [0.1], [5.1], [9.1]]), k: 3, seed: seed)
      #expect(result.assignments == [0, 1, 2, 1, 0, 2])
    }
  }

  @Test func oneCluster() throws {
    let result = try fit(Vectors([[1, 2], [3, 4], [5, 9]]), k: 1)
    #expect(result.centres == Vectors([[3, 5]]))
    #expect(result.assignments == [0, 0, 0])
    #expect(abs(result.inertia - 34) < 1e-12)  // 4 + 9, 0 + 1, 4 + 16
  }

  @Test func asManyClustersAsRows() throws {
    let result = try fit(Sample.uniform(12, 2, seed: 1), k: 12)
    #expect(result.inertia < 1e-25)
    #expect(result.assignments == Array(0..<12))
  }

  @Test func fewerDifferentRowsThanClusters() throws {
    let rows: [[Double]] = [[1, 1], [1, 1], [2, 2], [1, 1], [2, 2]]
    for initialisation in Initialisation.allCases {
      let result = try fit(Vectors(rows), k: 4) { $0.initialisation = initialisation }
      #expect(result.nonEmpty == 2)
      #expect(result.sizes == [3, 2, 0, 0])
      #expect(result.assignments == [0, 0, 1, 0, 1])
      #expect(result.inertia == 0)
    }
  }

  @Test func allRowsAlike() throws {
    let result = try fit(Vectors([[Double]](repeating: [0.1, 0.7, 1e9], count: 50)), k: 3)
    #expect(result.sizes == [50, 0, 0])
    #expect(result.inertia < 1e-10)
  }

  @Test func manyRowsAlike() throws {
    var vectors = Vectors(dimensions: 2)
    for _ in 0..<70_000 { vectors.append([3, 4]) }
    let result = try fit(vectors, k: 3)
    #expect(result.sizes == [70_000, 0, 0])
    #expect(result.inertia == 0)
  }

  @Test func fewerRowsThanClustersIsAnError() {
    #expect(throws: KMeans.Failure.fewerRowsThanClusters(rows: 2, clusters: 3)) {
      try fit(Vectors([[1], [2]]), k: 3)
    }
  }

  @Test func emptyClustersAreFilled() throws {
    // Random centres among the equal points leave clusters empty; the two distant points must still
    // get clusters.
    var rows = [[Double]](repeating: [0, 0], count: 200)
    rows += [[100, 0], [0, 100]]
    for seed in 0..<20 as Range<UInt64> {
      let result = try fit(Vectors(rows), k: 3, seed: seed) {
        $0.initialisation = .random
        $0.starts = 1
      }
      #expect(result.sizes == [200, 1, 1])
      #expect(result.inertia == 0)
    }
  }

  enum Case: String, CaseIterable {
    case uniform, blobs, manyClusters, wide, large

    var data: (vectors: Vectors, k: Int, best: Double) {
      switch self {
      case .uniform: (Sample.uniform(200, 3, seed: 1), 5, Numbers.uniformInertia)
      case .blobs: (Sample.blobs(300, 4, groups: 3, seed: 2), 3, Numbers.blobsInertia)
      case .manyClusters:
        (Sample.blobs(500, 20, groups: 20, seed: 3), 20, Numbers.manyClustersInertia)
      case .wide: (Sample.blobs(400, 33, groups: 9, seed: 4), 9, Numbers.wideInertia)
      case .large:
        (
          Sample.blobs(70_000, 3, groups: 3, seed: 5, factors: [1, 10, 100]), 8,
          Numbers.largeInertia
        )
      }
    }
  }

  @Test(arguments: Case.allCases) func inertiaIsAsLowAsThatOfScikitLearn(testCase: Case) throws {
    let (vectors, k, best) = testCase.data
    let result = try fit(vectors, k: k) { $0.starts = 20 }
    #expect(result.inertia <= best * 1.001)
    #expect(result.inertia >= best * 0.99)
  }

  @Test func singleStartsAreNoWorseThanThoseOfScikitLearnOnAverage() throws {
    // 200 starts of either algorithm have a standard error of 0.2 %.
    let vectors = Sample.uniform(500, 2, seed: 3)
    let inertias = try (0..<200 as Range<UInt64>).map {
      try fit(vectors, k: 20, seed: $0) { $0.starts = 1 }.inertia
    }
    let mean = inertias.reduce(0, +) / 200
    #expect(mean < Numbers.singleStartInertia)
    #expect(mean > Numbers.singleStartInertia * 0.95)
  }

  /// Without local search, most starts end with two centres in one group and none in another.
  @Test(arguments: [20_000, 40_000]) func plantedGroupsAreFoundByOneStart(count: Int) throws {
    let centres = Sample.uniform(30, 16, seed: 21)
    let noise = Sample.uniform(count, 16, seed: 22)
    let values = noise.values.indices.map {
      noise.values[$0] + 3 * centres.values[$0 / 16 % 30 * 16 + $0 % 16]
    }
    let result = try fit(Vectors(values: values, dimensions: 16), k: 30) { $0.starts = 1 }
    // Uniform noise has a variance of 1/12 in each column.
    #expect(abs(result.inertia / (Double(count) * 16 / 12) - 1) < 0.01)
    #expect(
      result.assignments.indices.allSatisfy {
        result.assignments[$0] == result.assignments[$0 % 30]
      })
  }

  @Test(arguments: [(300, 5, 7), (30_000, 4, 40), (70_000, 4, 6)])
  func resultsDoNotDependOnThreads(count: Int, dimensions: Int, k: Int) throws {
    let vectors = Sample.uniform(count, dimensions, seed: 8)
    let one = try fit(vectors, k: k) { $0.threads = 1 }
    for threads in [2, 5] {
      #expect(try fit(vectors, k: k) { $0.threads = threads } == one)
    }
  }

  @Test func aSeedRepeatsAndAnotherDiffers() throws {
    let vectors = Sample.uniform(400, 6, seed: 9)
    let one = try fit(vectors, k: 9, seed: 1) { $0.starts = 1 }
    #expect(try fit(vectors, k: 9, seed: 1) { $0.starts = 1 } == one)
    #expect(try fit(vectors, k: 9, seed: 2) { $0.starts = 1 } != one)
  }

  @Test(arguments: [500, 70_000])
  func resultIsAFixedPointAndAgreesWithItself(count: Int) throws {
    let vectors = Sample.uniform(count, 3, seed: 10)
    let result = try fit(vectors, k: 5) {
      $0.tolerance = 0
      $0.maxIterations = 2000
    }
    #expect(result.converged)
    let nearest = NearestCentres(result.centres).assignments(of: vectors)
    #expect(nearest.map(\.cluster) == result.assignments)
    let inertia = nearest.reduce(0) { $0 + $1.distance * $1.distance }
    #expect(abs(inertia - result.inertia) < 1e-9 * inertia)
    for cluster in 0..<5 {
      let members = result.assignments.indices.filter { result.assignments[$0] == cluster }
      #expect(members.count == result.sizes[cluster])
      let means = vectors.rows(at: members).columnMeans()
      // In single precision, a few rows near a border may be on the other side.
      for (mean, centre) in zip(means, result.centres[cluster]) {
        #expect(abs(mean - centre) < 1e-5)
      }
    }
    #expect(result.sizes == result.sizes.sorted(by: >))
  }

  @Test func aFarSmallGroupAmongManyRowsIsFound() throws {
    var values = Sample.uniform(70_000, 2, seed: 11).values
    for place in 0..<10 { values[place * 2] += 50 }
    let result = try fit(Vectors(values: values, dimensions: 2), k: 2)
    #expect(result.sizes == [69_990, 10])
  }

  @Test func hugeOffsetsAndOutliersKeepTheirPrecision() throws {
    // Two groups 1 apart, at 1e6, and a row a thousand times farther away from them than they are
    // from each other.
    var rows = (0..<70_000).map { (row: Int) -> [Double] in
      [1e6 + Double(row % 2) + Double(row % 7) * 1e-3]
    }
    rows[0] = [1e6 + 1e5]
    let result = try fit(Vectors(rows), k: 3)
    #expect(result.sizes.sorted() == [1, 34_999, 35_000])
  }

  @Test func maxIterationsIsKept() throws {
    let result = try fit(Sample.uniform(2000, 8, seed: 12), k: 10) {
      $0.maxIterations = 2
      $0.starts = 1
    }
    #expect(result.iterations == 2)
    #expect(!result.converged)
  }
}
