import Testing
import Words

@Suite struct NormsTests {
  /// 0, 1, …, 200: quantile q is 200 q.
  private func even() throws -> MeasureNorm {
    try #require(MeasureNorm((0...200).map(Double.init).shuffled()))
  }

  @Test func meanDeviationAndQuantiles() throws {
    let norm = try even()
    #expect(norm.mean == 100)
    // The variance of 0…n, evenly spaced: n (n + 2) / 12.
    #expect(abs(norm.deviation - (200.0 * 202 / 12).squareRoot()) < 1e-12)
    #expect(norm.quantiles.count == 101)
    #expect(norm.quantile(0.8) == 160)
    #expect(abs(norm.quantile(0.123) - 24.6) < 1e-9)
  }

  @Test func percentilesAreSharesOfPeopleBelow() throws {
    let norm = try even()
    #expect(norm.percentile(-1) == 0)
    #expect(norm.percentile(201) == 1)
    #expect(abs(norm.percentile(50) - 0.25) < 1e-12)
    #expect(abs(norm.percentile(51) - 0.255) < 1e-12)
    #expect(try #require(MeasureNorm([3, 3, 3])).percentile(3) == 0.5)
    #expect(MeasureNorm([]) == nil)
  }

  @Test func whatIsNoNormIsRefused() {
    let flat = [Double](repeating: 1, count: 101)
    #expect(MeasureNorm(mean: 1, deviation: 0, quantiles: flat) != nil)
    #expect(MeasureNorm(mean: 1, deviation: -1, quantiles: flat) == nil)
    #expect(MeasureNorm(mean: 1, deviation: 0, quantiles: [1]) == nil)
    #expect(MeasureNorm(mean: 1, deviation: 0, quantiles: flat.dropLast() + [0]) == nil)
    #expect(MeasureNorm(mean: .nan, deviation: 0, quantiles: flat) == nil)
  }

  @Test func aWordStandsBeyondTheQuantileAndItsMargin() throws {
    // Normal: 90 % are below 1.2816 deviations. Two photos differ by √2 · within, so a word needs
    // an excess of 1.2816 · √2 · 10 = 18.1239 above the quantile 160.
    #expect(abs(WordRule.probability(excess: 18.1239, within: 10) - 0.9) < 1e-5)
    #expect(WordRule.probability(excess: 0, within: 10) == 0.5)
    let norms = Norms(people: 201, names: ["nose_size"], measures: [try even()])
    func words(_ value: Double?, within: Double?, sure: Double = 0.9) -> [String] {
      var rule = WordRule()
      rule.sure = sure
      return Describer(rule, norms, names: ["nose_size"], within: [within]).words(of: [value])
    }
    #expect(words(178.1, within: 10) == [])
    #expect(words(178.2, within: 10) == ["big nose"])
    #expect(words(21.8, within: 10) == ["small nose"])
    #expect(words(160, within: 0) == [])
    #expect(words(160.5, within: 0) == ["big nose"])
    #expect(words(160.5, within: 10, sure: 0) == ["big nose"])
    #expect(words(200, within: nil) == [])
    #expect(words(nil, within: 0) == [])
  }

  @Test func theFarthestFromTheMeanComesFirst() throws {
    let norms = Norms(
      people: 201, names: ["nose_size", "mouth_width", "unknown"],
      measures: [try even(), try even(), try even()])
    let describer = Describer(
      WordRule(), norms, names: ["unknown", "mouth_width", "other", "nose_size"],
      within: [0, 0, 0, 0])
    #expect(describer.words(of: [0, 30, 0, 180]) == ["big nose", "narrow mouth"])
    #expect(describer.words(of: [0, 10, 0, 180]) == ["narrow mouth", "big nose"])
    #expect(describer.percentiles(of: [100, nil, 1, 50]) == [0.5, nil, nil, 0.25])
  }
}
