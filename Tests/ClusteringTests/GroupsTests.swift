import Clustering
import Testing

/// Real groups are found and absent groups are not: gap statistic, stability, verdict.
@Suite struct GroupsTests {
  private func scaled(_ vectors: Vectors) -> Vectors { Scaling.zScore(of: vectors)(vectors) }

  private var quick: KMeans {
    var method = KMeans(k: 1)
    method.starts = 3
    return method
  }

  /// Close to normal: sums of twelve uniform numbers. Groups of deviation 1 are around centres
  /// drawn from -5…5 in each column.
  private func planted(_ count: Int, groups: Int, seed: UInt64) -> Vectors {
    let noise = Sample.uniform(count, 60, seed: seed)
    let centres = Sample.uniform(groups, 5, seed: seed &+ 500)
    var result = Vectors(dimensions: 5)
    for row in 0..<count {
      result.append(
        (0..<5).map { column in
          let centre = groups > 1 ? 10 * centres.values[row % groups * 5 + column] - 5 : 0
          return noise[row].dropFirst(12 * column).prefix(12).reduce(centre - 6, +)
        })
    }
    return scaled(result)
  }

  /// The same without groups; the columns are mixed so that they correlate.
  private func structureless(_ count: Int, seed: UInt64) -> Vectors {
    let mix = Sample.uniform(5, 5, seed: seed &+ 1000).values.map { $0 - 0.5 }
    let normal = planted(count, groups: 1, seed: seed)
    var result = Vectors(dimensions: 5)
    for row in 0..<count {
      result.append(
        (0..<5).map { column in
          (0..<5).reduce(0) { $0 + mix[$1 * 5 + column] * normal.values[row * 5 + $1] }
        })
    }
    return scaled(result)
  }

  private func gap(
    _ vectors: Vectors, upTo maximum: Int = 6, from reference: GapStatistic.Reference = .gaussian,
    threads: Int = 2
  ) -> GapStatistic {
    var method = quick
    method.threads = threads
    var generator = SeededGenerator(seed: 1)
    let elbow = Elbow(vectors, upTo: maximum, method: method, using: generator)
    return GapStatistic(
      vectors, inertias: elbow.rows.map(\.inertia), from: reference, rescales: true, method: method,
      using: &generator)
  }

  @Test(arguments: GapStatistic.Reference.allCases, [2, 3, 4]) func plantedGroups(
    reference: GapStatistic.Reference, groups: Int
  ) {
    let picks = (0..<8 as Range<UInt64>).map {
      gap(planted(100, groups: groups, seed: $0), from: reference).pick
    }
    #expect(picks.count { $0 == groups } >= 7)
  }

  @Test func noGroups() {
    let picks = (0..<16 as Range<UInt64>).map { gap(structureless(100, seed: $0)).pick }
    // A few may go wrong, since the statistic only allows for one standard error.
    #expect(picks.count { $0 == 1 } >= 14)
  }

  /// The thresholds of `Knee.strength` are based on this.
  @Test func aClearKneeNeedsGroups() {
    func knees(_ vectors: (UInt64) -> Vectors) -> [Knee.Strength?] {
      (0..<20 as Range<UInt64>).map {
        Elbow(vectors($0), upTo: 10, method: quick, using: SeededGenerator(seed: 1)).knee?.strength
      }
    }
    #expect(knees { structureless(100, seed: $0) }.allSatisfy { $0 != .clear })
    #expect(knees { planted(100, groups: 3, seed: $0) }.count { $0 == .clear } > 10)
  }

  @Test func gapRowsAddUp() throws {
    let vectors = planted(100, groups: 3, seed: 9)
    let one = gap(vectors, threads: 1)
    #expect(one.rows.map(\.k) == Array(1...6))
    #expect(one == gap(vectors, threads: 3))
    // With one cluster, a z-scored sample has the same inertia as the data: count · dimensions.
    #expect(abs(try #require(one.rows.first).gap) < 1e-12)
    #expect(try #require(one.rows.first).standardError < 1e-12)
  }

  /// Twenty rows around each corner of a simplex.
  private func equidistant(_ groups: Int) -> Vectors {
    let noise = Sample.uniform(20 * groups, groups, seed: 11)
    let values = noise.values.enumerated().map { place, value -> Double in
      let isOwn = place / groups % groups == place % groups
      return (isOwn ? 5 : 0) + value / 3
    }
    return Vectors(values: values, dimensions: groups)
  }

  /// The gap falls before it rises.
  @Test(arguments: 4...8, [false, true]) func equidistantGroups(groups: Int, rescales: Bool) {
    let vectors = equidistant(groups)
    #expect(gap(rescales ? scaled(vectors) : vectors, upTo: 10).pick == groups)
  }

  @Test func groupsOnAGrid() {
    let noise = Sample.uniform(180, 2, seed: 3)
    let values = noise.values.enumerated().map { place, value in
      let side = place.isMultiple(of: 2) ? place / 2 % 3 : place / 6 % 3
      return Double(4 * side) + value
    }
    #expect(gap(Vectors(values: values, dimensions: 2), upTo: 12).pick == 9)
  }

  /// Evenly spread numbers are not groups, although a comparison with normal samples would say so.
  @Test(arguments: [1, 2, 5]) func anEvenCloud(dimensions: Int) {
    let picks = (0..<10 as Range<UInt64>).map {
      gap(Sample.uniform(100, dimensions, seed: $0)).pick
    }
    #expect(picks.count { $0 == 1 } >= 9)
  }

  @Test func copiesAreGroups() {
    let rows = (0..<20).map { [Double($0 % 2), Double($0 % 2) * 3] }
    let two = gap(scaled(Vectors(rows)))
    #expect(two.pick == 2 && !two.isOpenEnded)
    #expect(two.rows.map(\.k) == Array(1...6))
    #expect(two.rows.map(\.gap.isInfinite) == [false, true, true, true, true, true])
    #expect(gap(Vectors([[1, 1], [1, 1], [1, 1]])).pick == nil)
    // A group needs two rows on average: one copy among three faces does not make one.
    #expect(gap(Vectors([[1, 1], [1, 1], [2, 1]])).pick == 1)
    #expect(gap(Vectors([[1, 1], [1, 1], [2, 1], [2, 1]])).pick == 2)
  }

  @Test func lastStrongStep() {
    #expect(GapStatistic.lastStrong([7, 40, 12.5, 11.5]) == 4)  // 0.3 of 40 is 12
    #expect(GapStatistic.lastStrong([20, 3, 5.9]) == 2)  // below 6
    #expect(GapStatistic.lastStrong([4, 5, 3]) == 3)  // none is strong: the strongest
    #expect(GapStatistic.lastStrong([4, .infinity, 0]) == 3)
    #expect(GapStatistic.lastStrong([-3]) == 2)
  }

  @Test func gapTellsOfGroupsBeyondTheLimit() {
    let found = gap(equidistant(4), upTo: 3)
    #expect(found.pick == 3 && found.isOpenEnded)
  }

  @Test func referencesKeepCovarianceOrExtent() throws {
    // Without rescaling, the mean of log inertia at k = 1 would reveal the references' total
    // variance.
    let vectors = structureless(400, seed: 3)
    var generator = SeededGenerator(seed: 1)
    let elbow = Elbow(vectors, upTo: 1, method: quick, using: generator)
    let found = GapStatistic(
      vectors, inertias: elbow.rows.map(\.inertia), rescales: false, method: quick,
      using: &generator)
    #expect(abs(try #require(found.rows.first).gap) < 0.05)
    let box = GapStatistic(
      vectors, inertias: elbow.rows.map(\.inertia), from: .uniform, rescales: false, method: quick,
      using: &generator)
    // A box as wide as 400 nearly normal numbers (about ±3 deviations) has about three times their
    // variance.
    #expect(try #require(box.rows.first).gap > 0.7)
  }

  @Test func stabilityTellsRealGroups() throws {
    var generator = SeededGenerator(seed: 1)
    let real = Stability(
      planted(120, groups: 3, seed: 1), upTo: 5, method: quick, using: &generator)
    #expect(real.rows.map(\.k) == [2, 3, 4, 5])
    #expect(real.rows[1].agreement > 0.95)
    #expect(real.rows.max { $0.agreement < $1.agreement }?.k == 3)
    let none = Stability(
      scaled(Sample.uniform(120, 5, seed: 1)), upTo: 5, method: quick, using: &generator)
    #expect(none.rows.allSatisfy { $0.agreement < 0.6 })
  }

  @Test func stabilityRepeatsOnAnyThreads() {
    let vectors = Sample.uniform(80, 3, seed: 2)
    let results = [1, 3].map { threads in
      var method = quick
      method.threads = threads
      var generator = SeededGenerator(seed: 5)
      return Stability(vectors, upTo: 4, halvings: 4, limit: 50, method: method, using: &generator)
    }
    #expect(results[0] == results[1])
    #expect(results[0].isSampled)
    var generator = SeededGenerator(seed: 5)
    #expect(
      Stability(Vectors([[1], [2], [3]]), upTo: 4, method: quick, using: &generator).rows.isEmpty)
  }

  @Test func verdictOnRealGroups() {
    let vectors = planted(120, groups: 4, seed: 1)
    var generator = SeededGenerator(seed: 1)
    let elbow = Elbow(vectors, upTo: 8, method: quick, using: generator)
    let gap = GapStatistic(
      vectors, inertias: elbow.rows.map(\.inertia), rescales: true, method: quick, using: &generator
    )
    let stability = Stability(vectors, upTo: 8, method: quick, using: &generator)
    let verdict = Verdict(.init(elbow, gap: gap, stability: stability))
    #expect(
      verdict.sentence
        == "4 groups: elbow (moderate) and gap agree, and random halves give the same clusters")
  }

  @Test func verdictsInWords() throws {
    let knee = try #require(Knee(of: [100, 60, 30, 20, 10, 0]))  // k = 3, dip 0.3
    var evidence = Verdict.Evidence()
    evidence.elbow = (3, knee)
    #expect(
      Verdict(evidence).sentence
        == "elbow at k = 3 (weak), not compared with samples without groups, which may bend the "
        + "same way"
    )
    evidence.gap = (1, false)
    #expect(
      Verdict(evidence).sentence
        == "elbow at k = 3 (weak), but samples without any groups bend the same way (gap picks 1): "
        + "treat the clusters as a convenient partition, not as natural types")
    evidence.gap = (2, false)
    evidence.silhouettes = [2: 0.104, 3: 0.6]
    evidence.stability = [2: 0.405, 3: 1]
    #expect(
      Verdict(evidence).sentence
        == "there are groups, but their number is uncertain: elbow at k = 3 (weak), gap picks 2; "
        + "random halves agree best on 3 (1.00); the clusters run into each other "
        + "(silhouette 0.10)")
    evidence.stability = [2: 0.405, 3: 0.1]
    #expect(Verdict(evidence).sentence.contains("; random halves agree on none (best: 2, 0.41);"))
    evidence.gap = (3, false)
    evidence.silhouettes = [:]
    #expect(
      Verdict(evidence).sentence
        == "3 groups: elbow (weak) and gap agree; but random halves give different clusters "
        + "(agreement 0.10), so other photos would too")
    evidence.gap = (3, true)
    #expect(Verdict(evidence).sentence.contains("gap picks 3, the largest k that was tried: "))
    evidence.elbow = nil
    evidence.gap = (1, false)
    #expect(
      Verdict(evidence).sentence.hasPrefix(
        "no elbow, and no difference from samples without any groups"))
  }

  @Test func verdictsSayWhatAnotherPhotoWouldKeep() throws {
    var evidence = Verdict.Evidence()
    evidence.elbow = (3, try #require(Knee(of: [100, 60, 30, 20, 10, 0])))
    evidence.gap = (3, false)
    evidence.steadiness = [2: 0.99, 3: 0.648]
    #expect(
      Verdict(evidence).sentence
        == "3 groups: elbow (weak) and gap agree; in another photo only 65 of 100 faces would stay "
        + "in their cluster")
    evidence.gap = (1, false)
    #expect(
      Verdict(evidence).sentence.hasSuffix(
        "not as natural types; in another photo only 65 of 100 faces would stay in their cluster "
          + "of 3"))
    evidence.gap = (2, false)
    #expect(
      Verdict(evidence).sentence.hasSuffix(
        "; in another photo 99 of 100 faces would stay in their cluster"))
    evidence.steadiness = [:]
    #expect(!Verdict(evidence).sentence.contains("photo"))
  }

  /// The verdict does not deny what stability and silhouette show.
  @Test func verdictsOnWhatRepeats() {
    var evidence = Verdict.Evidence()
    evidence.gap = (1, false)
    evidence.silhouettes = [2: 0.3, 6: 0.72, 7: 0.7]
    evidence.stability = [2: 1, 6: 0.95, 7: 0.8]
    let repeated = Verdict(evidence)
    #expect(
      repeated.sentence
        == "no elbow, and no difference from samples without any groups (gap picks 1); yet 6 "
        + "clusters are well separated (silhouette 0.72) and random halves give the same ones "
        + "(agreement 0.95), so they may be groups: look at them")
    evidence.stability = [6: 0.8]
    evidence.gap = (6, false)
    evidence.stability = [6: 0.95]
    #expect(
      Verdict(evidence).sentence
        == "6 groups: gap and silhouette agree, and random halves give the same clusters; no elbow")
    evidence.gap = (7, false)
  }
}
