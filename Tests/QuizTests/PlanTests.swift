import Quiz
import Testing

@Suite struct PlanTests {
  /// Clusters of these sizes.
  private static func clusters(_ sizes: [Int]) -> [Int] {
    sizes.enumerated().flatMap { Array(repeating: $0, count: $1) }
  }

  private static func plan(
    _ sizes: [Int], count: Int = 60, facesPerPicture: Int = 1, seed: Int = 0
  ) throws -> QuizPlan {
    let clusters = clusters(sizes)
    return try QuizPlan(
      clusters: clusters, photos: Array(clusters.indices), count: count,
      facesPerPicture: facesPerPicture, seed: seed)
  }

  @Test(arguments: [[15, 15, 15, 15], [30, 20, 10], [2, 1], [3, 2, 1, 1], [50, 2]])
  func twoAreOfOneClusterAndOneOfAnother(sizes: [Int]) throws {
    let clusters = Self.clusters(sizes)
    for question in try Self.plan(sizes).questions where !question.isControl {
      let shown = question.pictures.map { clusters[$0[0]] }
      let odd = shown[question.odd]
      let others = shown.indices.filter { $0 != question.odd }.map { shown[$0] }
      #expect(others[0] == others[1] && others[0] != odd)
      #expect(question.groups == [others[0], odd])
      #expect(Set(question.pictures.joined()).count == 3)
    }
  }

  @Test func halfOfTheQuestionsAreControl() throws {
    #expect(try Self.plan([9, 9]).questions.count(where: \.isControl) == 30)
    #expect(try Self.plan([9, 9], count: 7).questions.count(where: \.isControl) == 3)
  }

  @Test func eachPairAndEachPlaceComesUpEquallyOften() throws {
    let plan = try Self.plan([15, 15, 15, 15], count: 72)
    let pairs: [SIMD2<Int>] = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
    #expect(plan.pairCount == pairs.count)
    for isControl in [false, true] {
      let questions = plan.questions.filter { $0.isControl == isControl }
      for pair in pairs {
        let own = questions.filter { [$0.groups.min(), $0.groups.max()] == pair }
        #expect(own.count == 6)
        // Each of the two has the odd face in three questions.
        #expect(own.count { $0.groups.x == pair.x } == 3)
      }
      for place in 0..<3 { #expect(questions.count { $0.odd == place } == 12) }
    }
  }

  @Test func noFaceComesTooOften() throws {
    // 180 pictures of 60 faces.
    var shown = [Int](repeating: 0, count: 60)
    for question in try Self.plan([15, 15, 15, 15]).questions {
      for face in question.pictures.joined() { shown[face] += 1 }
    }
    #expect((shown.max() ?? 0) <= 4 && (shown.min() ?? 0) >= 2)
  }

  @Test func randomGroupsHaveTheSameSizes() throws {
    // With clusters of 20 and 2, each control question has one random group of 2 faces.
    let questions = try Self.plan([20, 2]).questions.filter(\.isControl)
    let counts = questions.reduce(into: [Int: Int]()) { counts, question in
      for face in question.pictures.joined() { counts[face, default: 0] += 1 }
    }
    // The small group's faces appear 15 times as the pair, and 15 times as the odd face.
    #expect(counts.values.sorted().suffix(2).reduce(0, +) == 45)
  }

  @Test func theSeedDecides() throws {
    let (first, same) = (try Self.plan([9, 9, 9]), try Self.plan([9, 9, 9]))
    #expect(first.questions == same.questions)
    #expect(try Self.plan([9, 9, 9], seed: 1).questions != first.questions)
    // Recorded when this was written: old answers are compared with newly made plans.
    #expect(first.questions[0].pictures == [[21], [19], [11]])
  }

  @Test func facesOfOnePhotoAreKeptApart() throws {
    // Photos with two faces, both in the same cluster.
    let plan = try QuizPlan(
      clusters: Self.clusters([8, 8]), photos: (0..<16).map { $0 / 2 }, count: 40, seed: 3)
    for question in plan.questions {
      #expect(Set(question.pictures.map { $0[0] / 2 }).count == 3)
    }
  }

  @Test func averagesHaveFourFacesEach() throws {
    let plan = try Self.plan([20, 9, 4, 3], facesPerPicture: 4)
    #expect(plan.leftOut == [3] && plan.pairCount == 3 && plan.pairsTooSmall == 0)
    for question in plan.questions {
      #expect(question.pictures.allSatisfy { $0.count == 4 })
      #expect(Set(question.pictures.joined()).count == 12)
      // A cluster of four faces can only provide the odd face.
      #expect(question.groups.x != 2)
    }
  }

  @Test func pairsOfSingleFacesAreNotAskedAbout() throws {
    let plan = try Self.plan([3, 2, 1, 1])
    #expect(plan.pairCount == 5 && plan.pairsTooSmall == 1 && plan.leftOut.isEmpty)
    #expect(!plan.questions.contains { $0.groups.min() > 1 })
  }

  @Test func thousandsOfClustersAreAskedAboutAtRandom() throws {
    // 3,000 clusters of two faces and 2,000 of one: all pairs except those of two single faces.
    let plan = try Self.plan(
      Array(repeating: 2, count: 3000) + Array(repeating: 1, count: 2000), count: 1000)
    #expect(plan.pairCount == 12_497_500 - 1_999_000 && plan.pairsTooSmall == 1_999_000)
    let pairs = Set(plan.questions.filter { !$0.isControl }.map { $0.groups })
    #expect(pairs.count == 500 && !pairs.contains { $0.x >= 3000 })
    // 6,000,000 of 10,498,500 pairs contain a single face: about 286 of 500.
    #expect((240...330).contains(pairs.count { $0.y >= 3000 }))
  }

  @Test func whatCannotBeAskedIsSaid() {
    #expect(throws: QuizPlan.Unfit.tooFewFaces) { try Self.plan([1, 1]) }
    #expect(throws: QuizPlan.Unfit.oneCluster) { try Self.plan([5]) }
    #expect(throws: QuizPlan.Unfit.noPair) { try Self.plan([1, 1, 1]) }
    #expect(throws: QuizPlan.Unfit.noPair) { try Self.plan([7, 7], facesPerPicture: 4) }
  }
}
