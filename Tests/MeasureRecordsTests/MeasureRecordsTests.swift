import FaceGeometry
import Filter
import MeasureRecords
import Measures
import RecordReading
import Testing
import Words

struct MeasureReaderTests {
  private func values(_ lines: [String], _ reader: MeasureReader) throws -> [[Double?]?] {
    try reading(lines, MeasureReader.fields) { record, _ in try? reader.values(of: record) }
  }

  @Test func namesThatComeUpGetColumns() throws {
    let reader = MeasureReader()
    let found = try values(
      [
        #"{"features":{"a":1,"b":null}}"#, #"{"features":{"c":3,"a":4}}"#,
        #"{"features":{"b":5}}"#,
      ], reader)
    #expect(reader.names == ["a", "b", "c"])
    #expect(found == [[1, nil], [4, nil, 3], [nil, 5, nil]])
  }

  @Test func otherNamesArePassedOver() throws {
    let reader = MeasureReader(names: ["a", "b"], base: .jaw)
    let found = try values(
      [#"{"features":{"x":9,"b":2,"a":1}}"#, #"{"features":{"x":9}}"#], reader)
    #expect(found == [[1, 2], nil])
  }

  @Test(arguments: [
    (#"{}"#, "no-vector"), (#"{"features":null}"#, "no-vector"),
    (#"{"features":[1]}"#, "bad-vector"),
    (#"{"features":{}}"#, "bad-vector"), (#"{"features":{"a":"x"}}"#, "bad-vector"),
    (#"{"features":{"a":1,"a":2}}"#, "bad-vector"), (#"{"features":{"a":1e100}}"#, "bad-vector"),
    (#"{"features":{"a":1},"base":"eyes"}"#, "mismatch"), (#"{"features":{"a":1}}"#, "none"),
  ])
  func whatCannotBeComputedWith(line: String, expected: String) throws {
    let reader = MeasureReader(names: ["a"], base: .jaw)
    let found = try kind {
      try reading(line, MeasureReader.fields) { try reader.values(of: $0) }
    }
    #expect(found == expected)
  }
}

struct BaseFieldTests {
  @Test func theAssumedBaseIsNotSaid() throws {
    func written(_ line: String, _ base: Base) throws -> String {
      try reading(line, [Base.field]) { record in
        record.setBase(base)
        return text { record.write(to: &$0) }
      }
    }
    #expect(try written(#"{"base":"eyes","x":1}"#, .assumed) == #"{"x":1}"# + "\n")
    #expect(try written(#"{"x":1}"#, .eyes) == #"{"x":1,"base":"eyes"}"# + "\n")
    #expect(try reading(#"{"base":"height"}"#, [Base.field]) { $0.base } == .height)
    #expect(try reading(#"{"base":"nonsense"}"#, [Base.field]) { $0.base } == .assumed)
  }
}

struct MeasureTakerTests {
  /// Points spread over a square of 100 px.
  private func face() throws -> Landmarks {
    let points = (0..<68).map { index in SIMD2(Double(index * 37 % 101), Double(index * 53 % 97)) }
    return try #require(Landmarks(points))
  }

  /// |0-16| is the width of the jaw, the base of lengths.
  @Test func lengthsAreOverTheBase() throws {
    let own = try Measure.own("two = |0-16| + |0-16|\nhalf = |0-8| / |0-8|", reserved: [])
    let taker = MeasureTaker(.named([]), own: own, over: .jaw)
    #expect(taker.names == ["two", "half"] && taker.hasLengths)
    let values = try reading("{}", taker.fields) {
      try taker.values(of: $0, face(), note: { _ in Issue.record("nothing to note") })
    }
    #expect(abs((values[0] ?? 0) - 2) < 1e-12 && values[1] == 1)
  }

  @Test func whatTheFirstRecordHasNoPointsForIsToldOnce() throws {
    var notes: [String] = []
    let taker = MeasureTaker(.possible(Measure.ofHairline, isReported: true), over: .jaw)
    for _ in 0..<2 {
      let values = try reading("{}", taker.fields) {
        try taker.values(of: $0, face(), note: { notes.append($0) })
      }
      #expect(values.isEmpty)
    }
    #expect(notes.count == 1 && taker.names.isEmpty && !taker.hasLengths)
  }

  @Test func aMeasureThatWasNamedIsNullWithoutItsPoints() throws {
    let taker = MeasureTaker(.named(Array(Measure.ofHairline.prefix(1))), over: .jaw)
    let values = try reading(#"{"hairline":null}"#, taker.fields) {
      try taker.values(of: $0, face(), note: { _ in Issue.record("the field is there") })
    }
    #expect(values == [nil])
  }

  @Test func aFaceInOnePointHasNoMeasures() throws {
    let point = try #require(Landmarks([SIMD2<Double>](repeating: [5, 5], count: 68)))
    let taker = MeasureTaker(.named(Measure.eight), over: .jaw)
    let found = try kind {
      try reading("{}", taker.fields) { try taker.values(of: $0, point, note: { _ in }) }
    }
    #expect(found == "degenerate")
  }

  @Test func ownMeasuresTellTheLineThatIsWrong() throws {
    try withFile("a = |0-1|\nb = nonsense\n") { path in
      let error = #expect(throws: Fatal.self) { try ownMeasures(path: path, reserved: []) }
      #expect(error?.location == "\(path):2")
    }
  }
}

struct NormsFileTests {
  private func norms() throws -> NormsFile {
    let norm = try #require(MeasureNorm([1, 2, 3, 4]))
    return NormsFile(Norms(people: 4, names: ["a\"b"], measures: [norm]), base: .eyes)
  }

  @Test func aFileHoldsAllOfIt() throws {
    let file = try norms()
    let read = try withFile(text { file.write(to: &$0) }) { try NormsFile(path: $0) }
    #expect(read.base == .eyes && read.norms.people == 4 && read.norms.names == ["a\"b"])
    #expect(read.norms.measures[0].mean == 2.5)
    #expect(read.norms.measures[0].quantiles == file.norms.measures[0].quantiles)
  }

  @Test func whatIsNoNorms() throws {
    let file = try norms()
    let whole = text { file.write(to: &$0) }
    for (from, to) in [
      ("\"norms\"", "\"k-means\""), ("\"people\":4", "\"people\":0"), ("\"people\":4", "\"x\":4"),
      ("\"means\":{\"a", "\"means\":{\"c"),
    ] {
      #expect(whole.contains(from))
      let damaged = whole.split(separator: from, omittingEmptySubsequences: false)
        .joined(separator: to)
      #expect(throws: Fatal.self) { try withFile(damaged) { try NormsFile(path: $0) } }
    }
  }
}

struct WordDegreesTests {
  /// The norms of nose_size are from four people with 1, 2, 3 and 4.
  private func degrees(_ line: String, usesScores: Bool = true) throws -> [Double?] {
    let norm = try #require(MeasureNorm([1, 2, 3, 4]))
    let norms = Norms(people: 4, names: ["nose_size"], measures: [norm])
    let words = [true, false].map { Word(measure: "nose_size", isHigh: $0) }
    let reader = MeasureReader(names: ["nose_size"], base: .jaw)
    let degrees = WordDegrees(words, norms, reader, usesScores: usesScores)
    return try reading(line, WordDegrees.fields) { try degrees.degrees(of: $0) }
  }

  @Test func aWordThatIsSaidCounts1AndItsOpposite0() throws {
    let high = Word(measure: "nose_size", isHigh: true).text
    #expect(try degrees(#"{"words":["\#(high)"]}"#) == [1, 0])
    #expect(try degrees(#"{"words":[]}"#) == [nil, nil])
  }

  @Test func scoresComeBeforeFeatures() throws {
    let line = #"{"scores":{"nose_size":0.75},"features":{"nose_size":1}}"#
    #expect(try degrees(line) == [0.75, 0.25])
    let measured = try degrees(line, usesScores: false)
    #expect((measured[0] ?? 1) < 0.5 && measured[0].map { 1 - $0 } == measured[1])
  }

  @Test(arguments: [
    (#"{}"#, "no-vector"), (#"{"words":"x"}"#, "bad-vector"),
    (#"{"scores":{"a":2}}"#, "bad-vector"),
    (#"{"scores":[1]}"#, "bad-vector"),
  ])
  func whatTellsNothing(line: String, expected: String) throws {
    #expect(try kind { try degrees(line) } == expected)
  }
}

struct LooksFileTests {
  private func names(_ text: String) throws -> [String] {
    try withFile(text) { try looks(path: $0).map(\.name) }
  }

  @Test func linesAndJSON() throws {
    #expect(try names("soft: big forehead\n") == ["soft"])
    #expect(try names(#"{"soft":["big forehead"],"a\"b":["big forehead"]}"#) == ["soft", "a\"b"])
  }

  @Test(arguments: ["", "\n", "{}", "{", #"{"soft":7}"#, "soft: nonsense words\n"])
  func whatIsNoListOfLooks(text: String) {
    #expect(throws: Fatal.self) { try names(text) }
  }
}
