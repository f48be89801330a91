import Clustering
import Testing

@Suite struct LinkedRowsTests {
  @Test func togetherGoesOnThroughOthers() throws {
    var rows = LinkedRows(count: 5)
    try rows.join(0, 1)
    try rows.join(2, 3)
    #expect(rows.root(of: 1) != rows.root(of: 2))
    try rows.join(3, 1)
    #expect(Set((0..<4).map { rows.root(of: $0) }).count == 1)
    let canPart = rows.part(0, 2)
    #expect(!canPart)
    // 4 cannot be linked with 0, nor with any row linked to 0, before or after.
    let isApart = rows.part(4, 0)
    #expect(isApart && rows.refusal(2, 4) == .parted && rows.refusal(4, 4) == nil)
    #expect(throws: LinkedRows.Refusal.parted) { try rows.join(4, 3) }
  }

  @Test func apartGoesOnThroughOthers() throws {
    var rows = LinkedRows(count: 6)
    _ = rows.part(0, 1)
    try rows.join(1, 2)
    try rows.join(2, 3)
    try rows.join(0, 4)
    #expect(rows.refusal(4, 3) == .parted)
    #expect(rows.refusal(4, 5) == nil && rows.refusal(3, 5) == nil)
  }

  @Test func rowsOfOneGroupNeverComeTogether() throws {
    var rows = LinkedRows(count: 4, groups: [7, 8, 7, 8])
    try rows.join(0, 1)
    #expect(throws: LinkedRows.Refusal.sameGroup) { try rows.join(2, 0) }
    #expect(rows.refusal(3, 0) == .sameGroup && rows.refusal(2, 3) == nil)
    // Rows of the same thing can be linked, whatever their groups.
    rows.unite(0, 2)
    #expect(rows.root(of: 2) == rows.root(of: 1))
  }

  /// Correct links in random heaps that contain a few wrong faces are all kept.
  @Test(arguments: 0..<20 as Range<UInt64>) func allLinksAreKept(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let vectors = Sample.uniform(120, 2, seed: seed)
    let photos = (0..<120).map { _ in Int.random(in: 0..<60, using: &random) }
    let apart = ChineseWhispers.Apart(groups: photos, same: Array(0..<120))
    var linked = LinkedRows(count: 120, groups: photos)
    var links: [ChineseWhispers.Link] = []
    for number in 0..<60 {
      let a = Int.random(in: 0..<120, using: &random)
      let b = Int.random(in: 0..<120, using: &random)
      let isTogether = number % 2 == 0
      guard a != b else { continue }
      let isMet = isTogether ? (try? linked.join(a, b)) != nil : linked.part(a, b)
      if isMet { links.append(.init(a, b, isTogether: isTogether)) }
    }
    #expect(links.count > 40)
    var method = ChineseWhispers()
    method.threshold = 0.2
    var generator = SeededGenerator(seed: seed)
    let found = method.fit(vectors, apart: apart, links: links, using: &generator).assignments
    for link in links {
      #expect((found[link.first] == found[link.second]) == link.isTogether)
    }
    for first in 0..<120 {
      for second in 0..<first where photos[first] == photos[second] {
        #expect(found[first] != found[second])
      }
    }
  }

  /// Without links nothing changes; links that are satisfied anyway change nothing here.
  @Test func heapsStayHeaps() {
    let vectors = Vectors([[0], [10], [10.1], [10.2], [20], [20.1], [20.2], [20.3], [30]])
    let links: [ChineseWhispers.Link] = [
      .init(1, 2, isTogether: true), .init(0, 8, isTogether: false),
    ]
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let result = ChineseWhispers().fit(vectors, links: links, using: &generator)
      #expect(result.assignments == [2, 1, 1, 1, 0, 0, 0, 0, 3])
    }
    // A face that joins two heaps joins them permanently.
    var generator = SeededGenerator(seed: 0)
    let joined = ChineseWhispers().fit(
      vectors,
      links: [.init(0, 1, isTogether: true), .init(0, 8, isTogether: true)], using: &generator)
    #expect(joined.assignments == [0, 0, 0, 0, 1, 1, 1, 1, 0])
  }

  /// A face that is listed twice is linked through either row.
  @Test func linksOfTheSameFaceTwice() {
    let vectors = Vectors([[0], [0], [5], [5.1]])
    let apart = ChineseWhispers.Apart(groups: [0, 0, 1, 2], same: [0, 0, 2, 3])
    var generator = SeededGenerator(seed: 0)
    let result = ChineseWhispers().fit(
      vectors, apart: apart,
      links: [.init(1, 2, isTogether: true), .init(0, 3, isTogether: false)], using: &generator)
    #expect(result.assignments == [0, 0, 0, 1])
  }
}
