import Naming
import Testing

@Suite struct FaceIndexTests {
  private let index = FaceIndex([
    FacePlace(path: "g.jpg", box: [0, 0, 40, 40], number: 0),
    FacePlace(path: "g.jpg", box: [100, 0, 40, 40], number: 1),
    FacePlace(path: "x//./a.jpg"),
    FacePlace(path: "h.jpg", number: 0), FacePlace(path: "h.jpg", number: 1),
    FacePlace(path: "./g.jpg", box: [1, 0, 40, 40], number: 1),
  ])

  @Test func theNearestBoxCountsWhateverItsNumber() throws {
    // Listed twice: the boxes share 40 · 39 of 40 · 41 px.
    #expect(
      try index.rows(of: FacePlace(path: "g.jpg", box: [2, 2, 40, 40], number: 1)) == [0, 5])
    #expect(try index.rows(of: FacePlace(path: "g.jpg", box: [90, 0, 50, 50])) == [1])
  }

  @Test func aFaceElsewhereIsNone() {
    #expect(throws: FaceIndex.Missing.place) {
      try index.rows(of: FacePlace(path: "g.jpg", box: [50, 50, 40, 40]))
    }
    #expect(throws: FaceIndex.Missing.photo) { try index.rows(of: FacePlace(path: "a.jpg")) }
    #expect(throws: FaceIndex.Missing.place) {
      try index.rows(of: FacePlace(path: "h.jpg", number: 2))
    }
  }

  @Test func withoutBoxesTheNumberCounts() throws {
    #expect(try index.rows(of: FacePlace(path: "h.jpg", box: [0, 0, 9, 9], number: 1)) == [4])
  }

  @Test func aPhotoAloneMeansItsOneFace() throws {
    #expect(try index.rows(of: FacePlace(path: "x/a.jpg")) == [2])
    #expect(throws: FaceIndex.Missing.ambiguous(2)) {
      try index.rows(of: FacePlace(path: "g.jpg"))
    }
  }

  @Test func emptyAndInvertedBoxesShareNothing() {
    let flat = FacePlace(path: "a", box: [0, 0, 0, 0])
    #expect(flat.overlap(flat) == 1)
    #expect(flat.overlap(FacePlace(path: "a", box: [0, 0, -5, 9])) == 0)
    #expect(FacePlace(path: "a", box: [0, .nan, 1, 1]).box == nil)
  }
}

@Suite struct NameTests {
  @Test func namesAreTrimmedAndBounded() throws {
    #expect(try NameRule.checked("  Ann Lee\u{a0} ") == "Ann Lee")
    #expect(try NameRule.checked("<b>") == "<b>")
    for bad in ["", " \t", "a\u{1b}[31m", "a\nb", "a\u{85}b", "a\u{2028}b", "\u{7f}"] {
      #expect(throws: UnfitName.self) { try NameRule.checked(bad) }
    }
    #expect(try NameRule.checked(String(repeating: "é", count: 200)).count == 200)
    #expect(throws: UnfitName.self) { try NameRule.checked(String(repeating: "x", count: 201)) }
  }

  @Test func aTitleIsTheNameOfMoreThanHalf() {
    #expect(
      Titles.majority(["A", "A", nil, "B", nil, "B"], clusters: [0, 0, 0, 1, 1, nil]) == [0: "A"])
  }
}
