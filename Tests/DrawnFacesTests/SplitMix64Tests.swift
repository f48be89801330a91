import Testing

import DrawnFaces

@Suite struct SplitMix64Tests {
  @Test(arguments: Expected.mixed)
  func mixes(input: UInt64, output: UInt64) {
    #expect(SplitMix64.mix(input) == output)
  }

  @Test func drawsKnownNumbers() {
    var generator = SplitMix64(seed: 7)
    #expect(Expected.drawn.uniform.map { _ in generator.uniform() } == Expected.drawn.uniform)
    #expect(
      Expected.drawn.normal.map { _ in generator.normal(limit: 2.5) } == Expected.drawn.normal)
    #expect(
      Expected.drawn.indices.map { _ in generator.index(below: 10) } == Expected.drawn.indices)
  }

  @Test func normalHasUnitVarianceAndIsClipped() {
    var generator = SplitMix64(seed: 1)
    let values = (0..<20_000).map { _ in generator.normal(limit: 6) }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.03)  // four standard errors
    #expect(abs(variance - 1) < 0.04)
    let clipped = (0..<2000).map { _ in generator.normal(limit: 0.5) }
    #expect(clipped.max() == 0.5 && clipped.min() == -0.5)
  }
}
