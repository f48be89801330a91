import Clustering
import Testing

@Suite struct GeneratorTests {
  @Test func splitMixGivesItsPublishedNumbers() {
    // The reference implementation's first outputs for the seed 1234567.
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test func streamsDiffer() {
    var words = Set<UInt64>()
    for seed in 0..<20 as Range<UInt64> {
      for stream in 0..<20 as Range<UInt64> {
        var generator = SeededGenerator(seed: seed, stream: stream)
        for _ in 0..<3 { words.insert(generator.next()) }
      }
    }
    #expect(words.count == 1200)
  }

  @Test func halfOfTheBitsAreSet() {
    var generator = SeededGenerator(seed: 3)
    let bits = (0..<10_000).reduce(0) { sum, _ in sum + generator.next().nonzeroBitCount }
    #expect(abs(bits - 320_000) < 2000)
  }
}
