import Spelling
import Testing

@Suite struct SpellingTests {
  @Test(
    arguments: [
      ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2),
      ("boxes", "boxs", 1), ("same", "same", 0),
    ])
  func distances(a: String, b: String, wanted: Int) {
    #expect(editDistance(Array(a.utf8), Array(b.utf8)) == wanted)
    #expect(editDistance(Array(b.utf8), Array(a.utf8)) == wanted)
  }

  private let known = ["boxes", "jobs", "detector", "search", "largest", "cluster", "clusters"]

  @Test(
    arguments: [
      ("boxs", ["boxes"]), ("detecter", ["detector"]), ("LARGEST", ["largest"]),
      ("clusterz", ["cluster", "clusters"]), ("det", ["detector"]), ("colour", []), ("x", []),
      ("", []),
    ] as [(String, [String])])
  func whatWasMeant(text: String, wanted: [String]) {
    #expect(likelySpellings(of: text, among: known) == wanted)
  }

  @Test func nearestFirst() {
    #expect(nearestSpellings(to: "job", among: known, count: 1) == ["jobs"])
    #expect(nearestSpellings(to: "clusters", among: known, count: 2) == ["clusters", "cluster"])
    #expect(nearestSpellings(to: "a", among: [], count: 3).isEmpty)
  }
}
