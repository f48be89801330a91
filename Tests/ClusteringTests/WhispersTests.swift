import Clustering
import Testing

@Suite struct WhispersTests {
  /// All picks, one after the other, as in Biemann and dlib: the shortcut must give the same
  /// result.
  private func everyPick(_ neighbours: [[Int]], groups: [Int]?, iterations: Int, seed: UInt64)
    -> [Int]
  {
    var generator = SeededGenerator(seed: seed)
    var labels = Array(neighbours.indices)
    for _ in 0..<iterations * neighbours.count {
      let row = Int(generator.next(upperBound: UInt64(neighbours.count)))
      var counts: [Int: Int] = [:]
      for neighbour in neighbours[row] { counts[labels[neighbour], default: 0] += 1 }
      if let groups {
        for mate in labels.indices where mate != row && groups[mate] == groups[row] {
          counts[labels[mate]] = nil
        }
      }
      let most = counts.values.max()
      labels[row] = counts.filter { $0.value == most }.keys.min() ?? labels[row]
    }
    return labels
  }

  /// Whether two labellings define the same partition.
  private func samePartition(_ a: [Int], _ b: [Int]) -> Bool {
    let pairs = Set(zip(a, b).map { [$0, $1] })
    return a.count == b.count && pairs.count == Set(a).count && pairs.count == Set(b).count
  }

  private func neighbours(_ vectors: Vectors, within threshold: Double) -> [[Int]] {
    vectors.values.withUnsafeBufferPointer { values in
      (0..<vectors.count).map { row in
        (0..<vectors.count).filter { other in
          var square = 0.0
          for column in 0..<vectors.dimensions {
            let difference =
              values[row * vectors.dimensions + column]
              - values[other * vectors.dimensions + column]
            square += difference * difference
          }
          return square < threshold * threshold
        }
      }
    }
  }

  /// Loose heaps, so that labels go back and forth; with few neighbours and with many (stored as
  /// bits).
  @Test(arguments: [0.3, 0.5, 0.8, 2.0], [1, 2, 3] as [UInt64])
  func comesToWhatAllPicksComeTo(threshold: Double, seed: UInt64) {
    let vectors = Sample.uniform(203, 3, seed: seed)
    let graph = neighbours(vectors, within: threshold)
    var method = ChineseWhispers()
    method.threshold = threshold
    for groups in [nil, (0..<203).map { $0 / 3 }] {
      for threads in [1, 3] {
        method.threads = threads
        var generator = SeededGenerator(seed: seed)
        let result = method.fit(vectors, apart: groups, using: &generator)
        let expected = everyPick(graph, groups: groups, iterations: 100, seed: seed)
        #expect(samePartition(result.assignments, expected))
      }
    }
  }

  /// So many rows of so many numbers are first compared along their main axes, which must not lose
  /// any neighbour: neither where rows are spread evenly, nor where they are far from the origin,
  /// so that rounding is coarse, nor where all but a few axes are empty.
  @Test(arguments: [(0.0, 1.0), (0, 0.001), (1e3, 0.001), (1e30, 1)])
  func mainAxesLoseNoNeighbour(offset: Double, thinness: Double) {
    let (count, dimensions) = (2050, 130)
    // A third of the pairs are nearer than 4.55, most of them only slightly.
    let spread = Sample.uniform(count, dimensions, seed: 7)
    let values = spread.values.enumerated().map { place, value in
      offset + (place % dimensions < 20 ? value : value * thinness)
    }
    let vectors = Vectors(values: values, dimensions: dimensions)
    let threshold = thinness == 1 ? 4.55 : 1.7
    let graph = neighbours(vectors, within: threshold)
    if offset == 0 { #expect((10_000...4_000_000).contains(graph.reduce(0) { $0 + $1.count })) }
    var method = ChineseWhispers()
    method.threshold = threshold
    method.iterations = 3
    var generator = SeededGenerator(seed: 5)
    let result = method.fit(vectors, using: &generator)
    #expect(
      samePartition(result.assignments, everyPick(graph, groups: nil, iterations: 3, seed: 5)))
  }

  @Test func endsWithThePicks() {
    let vectors = Sample.uniform(150, 3, seed: 4)
    let graph = neighbours(vectors, within: 0.4)
    var method = ChineseWhispers()
    method.threshold = 0.4
    method.iterations = 1
    var generator = SeededGenerator(seed: 9)
    let result = method.fit(vectors, using: &generator)
    #expect(
      samePartition(result.assignments, everyPick(graph, groups: nil, iterations: 1, seed: 9)))
  }

  @Test func heapsAndLoners() {
    // Two heaps that do not touch, and two single rows: the larger heap is 0, and ties go to the
    // first.
    let vectors = Vectors([[0], [10], [10.1], [10.2], [20], [20.1], [20.2], [20.3], [30]])
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let result = ChineseWhispers().fit(vectors, using: &generator)
      #expect(result.assignments == [2, 1, 1, 1, 0, 0, 0, 0, 3])
      #expect(result.sizes == [4, 3, 1, 1])
    }
  }

  /// Two rows are in one cluster exactly if they are nearer than the threshold, even where floats
  /// cannot distinguish that.
  @Test(arguments: [
    (0.0, 0.5, 0.5, 2), (0, 0.5, 0.5.nextUp, 1), (0, 0.5.nextUp, 0.5, 2), (0, 0.5.nextDown, 0.5, 1),
    (1e6, 1e6 + 0.4999, 0.5, 1), (1e6, 1e6 + 0.5001, 0.5, 2), (1e30, 1e30, 0.5, 1),
    (1e30, -1e30, 0.5, 2), (3, 3, 0, 2), (-1e-30, 1e-30, 1e-29, 1),
  ])
  func decidedInDoublePrecision(a: Double, b: Double, threshold: Double, clusters: Int) {
    var method = ChineseWhispers()
    method.threshold = threshold
    var generator = SeededGenerator(seed: 0)
    #expect(method.fit(Vectors([[a], [b]]), using: &generator).sizes.count == clusters)
  }

  @Test(arguments: [2, 5, 130]) func allAlike(dimensions: Int) {
    let vectors = Vectors(
      values: [Double](repeating: 0.1, count: 1000 * dimensions), dimensions: dimensions)
    var generator = SeededGenerator(seed: 0)
    #expect(ChineseWhispers().fit(vectors, using: &generator).sizes == [1000])
    // Ten photos of a hundred faces each: as many clusters as a photo has faces, and never two
    // faces of a photo in one cluster.
    let photos = (0..<1000).map { $0 / 100 }
    let apart = ChineseWhispers().fit(vectors, apart: photos, using: &generator)
    #expect(Set(zip(photos, apart.assignments).map { [$0, $1] }).count == 1000)
    #expect(apart.sizes.count >= 100)
  }

  /// Squares that floats cannot hold, or that underflow to 0, cannot be compared as floats.
  @Test(arguments: [2.4e-23, 1e-160, 1e18, 1e19, 1e150]) func alikeAtTheEnds(value: Double) {
    let vectors = Vectors(values: [Double](repeating: value, count: 4 * 128), dimensions: 128)
    var method = ChineseWhispers()
    method.threshold = 1e-22
    var generator = SeededGenerator(seed: 0)
    #expect(method.fit(vectors, using: &generator).sizes == [4])
    let far = Vectors(
      values: vectors.values.enumerated().map { $0 < 256 ? $1 : 2 * $1 }, dimensions: 128)
    method.threshold = value
    #expect(method.fit(far, using: &generator).sizes == [2, 2])
  }

  @Test func orderByContent() {
    let vectors = Vectors([[2, 1], [1, 9], [2, 0], [1, 9], [0, 0]])
    let order = ContentOrder(of: vectors)
    #expect(order.rows == [4, 1, 3, 2, 0])
    #expect(order.positions == [4, 1, 3, 2, 0])
    #expect(ContentOrder(of: vectors, ranks: [0, 3, 2, 1, 4]).rows == [4, 3, 1, 2, 0])
  }

  /// Rows 0 and 3 are the same face of photo 0, which was listed twice; 1 and 4 are another face of
  /// it.
  @Test func theSameFaceTwice() {
    let vectors = Vectors([[0], [0.1], [0.05], [0], [9]])
    let apart = ChineseWhispers.Apart(groups: [0, 0, 1, 0, 0], same: [0, 1, 2, 0, 1])
    for seed in 0..<10 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let found = ChineseWhispers().fit(vectors, apart: apart, using: &generator)
      #expect(found.assignments[0] == found.assignments[3])
      #expect(found.assignments[1] == found.assignments[4])
      #expect(found.assignments[0] != found.assignments[1])
      #expect(found.sizes.reduce(0, +) == 5)
    }
  }

  @Test func noRows() {
    var generator = SeededGenerator(seed: 0)
    let result = ChineseWhispers().fit(Vectors(dimensions: 3), using: &generator)
    #expect(result.assignments.isEmpty && result.sizes.isEmpty)
  }
}

@Suite struct GivenClustersTests {
  @Test func means() {
    let vectors = Vectors([[0, 1], [2, 5], [4, 3], [7, 7]])
    #expect(vectors.means(of: [0, 1, 0, 1], sizes: [2, 2]) == Vectors([[2, 2], [4.5, 6]]))
    // 0.1 is not exact as a double, but three of them still have it as their mean.
    #expect(Vectors([[0.1], [0.1], [0.1]]).means(of: [0, 0, 0], sizes: [3]) == Vectors([[0.1]]))
  }

  @Test func placeInAGivenCluster() {
    let nearest = NearestCentres(Vectors([[0, 0], [10, 0], [0, 20]]))
    let own = nearest.assignment(of: [3, 4], to: 0)
    #expect(own.distance == 5 && own.runnerUp == 1)
    #expect(abs((own.margin ?? 9) - (65.0.squareRoot() - 5) / 65.0.squareRoot()) < 1e-15)
    // Its cluster's centre is not the nearest one.
    let other = nearest.assignment(of: [8, 0], to: 0)
    #expect(other == .init(cluster: 0, distance: 8, runnerUp: 1, margin: (2.0 - 8) / 2))
    let alone = NearestCentres(Vectors([[1]])).assignment(of: [3], to: 0)
    #expect(alone == .init(cluster: 0, distance: 2, runnerUp: nil, margin: nil))
  }

  @Test func matchedOnlyWhereNear() {
    let old = Vectors([[0], [10]])
    #expect(
      Matching.numbers(of: Vectors([[10.4], [0.6]]), following: old, farthest: 0.5) == [1, 2])
    #expect(
      Matching.numbers(of: Vectors([[5], [9.9], [10.1]]), following: old, farthest: 0.5) == [
        2, 1, 3,
      ])
    // Both are nearest to the same one: as many as possible are matched, at the minimum cost.
    let both = Vectors([[0.3], [0.1]])
    #expect(
      Matching.numbers(of: both, following: Vectors([[0], [0.4]]), farthest: 0.35) == [1, 0])
    #expect(Matching.numbers(of: Vectors([[3]]), following: old, farthest: 0) == [2])
  }
}
