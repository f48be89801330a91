import Quiz
import Testing

/// Compared with scipy, statsmodels and krippendorff (make_numbers.py).
@Suite struct StatisticsTests {
  private static func near(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude < 1e-9 }

  @Test func thereAreTwentyCases() { #expect(Numbers.cases.count == 20) }

  @Test(arguments: Numbers.cases) func intervalsAreThoseOfStatsmodels(_ wanted: Case) throws {
    let first = Proportion(right: wanted.right, count: wanted.count)
    let second = Proportion(right: wanted.otherRight, count: wanted.otherCount)
    let difference = try #require(Difference(first, minus: second))
    let (exact, score) = (first.exactInterval, first.scoreInterval)
    let found = [
      exact.lowerBound, exact.upperBound, score.lowerBound, score.upperBound,
      first.probability(ofGuessing: 1.0 / 3), difference.interval.lowerBound,
      difference.interval.upperBound,
    ]
    for (own, their) in zip(found, wanted.numbers) { #expect(Self.near(own, their)) }
    #expect(found.count == wanted.numbers.count)
  }

  @Test func theIncompleteBetaFunctionIsThatOfScipy() {
    for (x, a, b, wanted) in Numbers.beta { #expect(Self.near(incompleteBeta(x, a, b), wanted)) }
    #expect(incompleteBeta(0, 2, 3) == 0 && incompleteBeta(1, 2, 3) == 1)
  }

  @Test func agreementIsThatOfKrippendorff() throws {
    for (units, wanted) in Numbers.agreement {
      #expect(Self.near(try #require(krippendorffAlpha(units)), wanted))
    }
  }

  @Test func agreementNeedsTwoAnswersAndTwoChoices() {
    #expect(krippendorffAlpha([[1], [2], [3]]) == nil)
    #expect(krippendorffAlpha([[1, 1], [1, 1]]) == nil)
    #expect(krippendorffAlpha([[Int]]()) == nil)
  }

  @Test func answersNeededAreThoseOfStatsmodels() {
    #expect(Self.near(answersNeeded(toSee: 0.1, over: 1.0 / 3), Numbers.needed))
  }

  @Test func withoutAnswersAnythingCanBe() {
    let none = Proportion(right: 0, count: 0)
    #expect(none.value == nil && none.exactInterval == 0...1 && none.scoreInterval == 0...1)
    #expect(Difference(none, minus: none) == nil)
  }
}
