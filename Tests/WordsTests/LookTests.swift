import Measures
import Testing
import Words

@Suite struct LexiconTests {
  @Test func peoplesOwnWordsAreKnown() {
    for (text, measure, isHigh) in [
      ("big forehead", "forehead_height", true), ("rounded jaw", "jaw_roundness", true),
      ("small nose", "nose_size", false), ("large eyes", "eye_width", true),
      ("wide jaw", "jaw_width_ratio", true), ("  Close set   EYES ", "eye_spacing", false),
      ("low forehead", "forehead_height", false), ("plump lips", "mouth_height", true),
    ] {
      #expect(Lexicon.word(text) == Word(measure: measure, isHigh: isHigh), "\(text)")
    }
    #expect(Lexicon.word("big feet") == nil)
  }

  @Test func noSpellingStandsForTwoWords() {
    let all = Lexicon.words.flatMap { word in ([word.text] + word.synonyms).map { ($0, word) } }
    #expect(Lexicon.words.count == 2 * Measure.all.count)
    for (text, word) in all { #expect(Lexicon.word(text) == word, "\(text)") }
  }

  @Test func theNearestWordsAreOffered() {
    #expect(Lexicon.nearest(to: "smal nose").first == "small nose")
    #expect(Lexicon.nearest(to: "big forhead").first == "big forehead")
    #expect(Lexicon.nearest(to: "", count: 2).count == 2)
  }
}

@Suite struct LookListTests {
  private func looks(_ text: String) throws -> [Look] {
    var list = LookListBuilder()
    try list.add(lines: text)
    return list.looks
  }

  private func failure(_ text: String) -> LookError? {
    do {
      _ = try looks(text)
      return nil
    } catch { return error as? LookError }
  }

  @Test func linesAsPeopleWriteThem() throws {
    let read = try looks(
      "# mine\r\n\r\nsoft : Big forehead,rounded jaw , small nose\nre: 2: wide jaw")
    #expect(read.map(\.name) == ["soft", "re: 2"])
    #expect(
      read[0].words.map(\.text) == ["big forehead", "rounded jaw", "small nose"])
    #expect(try looks("").isEmpty)
  }

  @Test(arguments: [
    ("a: big nose\nb big nose", 2, "no ':'"), ("a: big nose\n\na: big nose", 3, "defined twice"),
    ("a:", 1, "has no word"), (": big nose", 1, "needs a name"),
    ("a: big nose,, wide jaw", 1, "missing between"), ("a: huge nose", 1, "not a known word"),
    ("a: big nose, big nose", 1, "occurs twice"), ("a: big nose, long nose", 1, "the same word"),
    ("a: big nose, short nose", 1, "contradicts"), ("a\u{1b}[2J: big nose", 1, "control"),
  ]) func whatIsWrongIsToldWithItsLine(_ text: String, _ line: Int, _ reason: String) throws {
    let error = try #require(failure(text))
    #expect(error.line == line && error.reason.contains(reason), "\(error)")
  }
}

@Suite struct LookMatcherTests {
  private let high = Word(measure: "nose_size", isHigh: true)
  private let wide = Word(measure: "mouth_width", isHigh: true)
  private let far = Word(measure: "eye_spacing", isHigh: true)

  @Test func theFitIsTheMeanOfWhatCanBeJudged() {
    let matcher = LookMatcher(
      [Look(name: "a", words: [high, wide]), Look(name: "b", words: [wide, far])], least: 0.6)
    #expect(matcher.words == [high, wide, far])
    #expect(
      matcher.match([0.9, 0.5, 0.7])
        == .init(best: 0, fit: 0.7, next: 1, reasons: [high]))
    // Of equally good looks, the first wins.
    #expect(matcher.match([0.5, 0.5, 0.5]).best == 0)
    // Half of a look's words are enough.
    #expect(
      matcher.match([nil, 0.6, 1]) == .init(best: 1, fit: 0.8, next: 0, reasons: [far, wide]))
    #expect(matcher.match([nil, nil, 0.25]) == .init(best: 1, fit: 0.25, next: nil, reasons: []))
    #expect(matcher.match([nil, nil, nil]) == .init(best: nil, fit: 0, next: nil, reasons: []))
  }

  @Test func theSecondBestIsFoundWhereverItStands() {
    let looks = [high, wide, far].enumerated().map { Look(name: "\($0)", words: [$1]) }
    let matcher = LookMatcher(looks, least: 0)
    for (degrees, best, next) in [
      ([0.1, 0.2, 0.3], 2, 1), ([0.3, 0.2, 0.1], 0, 1), ([0.2, 0.1, 0.3], 2, 0),
      ([0.3, 0.1, 0.2], 0, 2), ([0.1, 0.3, 0.2], 1, 2), ([0.0, 0.0, 0.0], 0, 1),
    ] {
      let match = matcher.match(degrees)
      #expect(match.best == best && match.next == next, "\(degrees)")
    }
  }
}

@Suite struct ClusterWordsTests {
  @Test func onlyWhatStandsOutOfTheNoise() throws {
    // All: mean 0, deviation 1.
    let norm = try #require(MeasureNorm([-1, 1]))
    let norms = Norms(people: 101, names: ["nose_size", "mouth_width"], measures: [norm, norm])
    func words(_ first: [Double], _ second: [Double]) -> [String] {
      ClusterWords.words(of: [first, second], norms, counts: [101, 101]).map(\.text)
    }
    // √((101 - 25) / 100 / 25) = 0.174: twice that is less than half a deviation.
    let size = 25
    func all(_ value: Double) -> [Double] { .init(repeating: value, count: size) }
    #expect(words(all(0.6), all(-0.9)) == ["narrow mouth", "big nose"])
    #expect(words(all(0.45), []) == [])
    // √(97 / 100 / 4) = 0.49: four faces must differ by 0.98.
    #expect(words([0.9, 0.9, 0.9, 0.9], [1, 1, 1, 1]) == ["wide mouth"])
  }
}
