import Records
import Testing

/// Scans a line, with the padding that a scan needs.
private func scanned<Value>(_ line: String, _ fields: [String], _ body: (Record) throws -> Value)
  throws -> Value
{
  let bytes = Array(line.utf8) + [UInt8](repeating: 0, count: Record.padding)
  return try bytes.withUnsafeBytes { bytes in
    let record = Record(fields: fields)
    try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.utf8.count]))
    return try body(record)
  }
}

private func edited(_ line: String, _ fields: [String], _ edit: (Record) -> Void) throws -> String {
  try scanned(line, fields) { record in
    edit(record)
    var text = JSONText()
    record.write(to: &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

@Suite struct RecordTests {
  @Test func everyOtherByteIsKept() throws {
    let line = "{ \"n\" : 1.50e+03 ,\"u\":\"\\u00e9\\/\",\"a\":[ 1, 2 ]  }  "
    #expect(try edited(line, ["x"]) { _ in } == line + "\n")
  }

  /// The first pass works on blocks of 64 bytes: state must be carried over correctly at any
  /// position.
  @Test(arguments: 0..<130)
  func stringsAreReadAcrossBlocks(_ indent: Int) throws {
    for backslashes in 0..<5 {
      let spelled = String(repeating: #"\\"#, count: backslashes)
      let line =
        String(repeating: " ", count: indent) + #"{"a":[12,-3.5],"x":""# + spelled
        + #"\"{[,:]}\u00e9","b":true}"#
      let text = try scanned(line, ["a", "b", "x"]) { record in
        #expect(record.numbers("a").map { Array($0.values) } == [12, -3.5])
        #expect(record.raw("b").map { String(decoding: $0, as: UTF8.self) } == "true")
        return record.string("x")
      }
      #expect(text == String(repeating: #"\"#, count: backslashes) + #""{[,:]}é"#)
    }
  }

  @Test(arguments: [
    (#"\ud83d\ude00"#, "😀"), (#"\u0041\u00df\u20ac"#, "Aß€"),
    (#"\b\f\n\r\t\/"#, "\u{8}\u{c}\n\r\t/"),
  ])
  func escapesAreUndone(_ spelled: String, _ text: String) throws {
    #expect(try scanned("{\"x\":\"\(spelled)\"}", ["x"]) { $0.string("x") } == text)
  }

  @Test(arguments: [#"\ud83d"#, #"\ude00"#, #"\ud83dx"#, #"\ud83d\u0041"#])
  func halfACharacterIsNoText(_ spelled: String) throws {
    #expect(try scanned("{\"x\":\"\(spelled)\"}", ["x"]) { $0.string("x") } == nil)
  }

  @Test func aFieldIsReplacedWhereItStands() throws {
    let line = #"{"a":1,"x":{"deep":[1,{"x":2}]} ,"b":"x"}"#
    #expect(
      try edited(line, ["x"]) { $0.set("x") { $0.integer(7) } } == #"{"a":1,"x":7 ,"b":"x"}"# + "\n"
    )
  }

  @Test func newFieldsFollowTheLastInTheOrderOfTheStage() throws {
    let line = #"{"a":1}"#
    let result = try edited(line, ["x", "y"]) { record in
      record.set("y") { $0.string("q\"\n") }
      record.set("x") { $0.null() }
    }
    #expect(result == #"{"a":1,"x":null,"y":"q\"\n"}"# + "\n")
  }

  @Test(arguments: [
    (#"{"x":1}"#, "{}"), (#"{"x":1,"a":2}"#, #"{"a":2}"#), (#"{"a":2,"x":1}"#, #"{"a":2}"#),
    (#"{"a":2, "x":1 }"#, #"{"a":2}"#), (#"{"x":1,"y":2}"#, "{}"),
    (#"{"a":0,"x":1,"y":2}"#, #"{"a":0}"#), (#"{"a":0,"x":1,"b":3,"y":2}"#, #"{"a":0,"b":3}"#),
    (#"{"x":1,"a":0,"x":2,"y":3}"#, #"{"a":0}"#),
  ])
  func aFieldIsTakenOutWithItsComma(_ line: String, _ expected: String) throws {
    let result = try edited(line, ["x", "y"]) { record in
      record.remove("x")
      record.remove("y")
    }
    #expect(result == expected + "\n")
  }

  @Test func anEmptyObjectTakesAFieldWithoutAComma() throws {
    #expect(try edited("{ }", ["x"]) { $0.set("x") { $0.integer(1) } } == "{ \"x\":1}\n")
  }

  @Test func aNameThatStandsTwiceIsWrittenOnce() throws {
    #expect(
      try edited(#"{"x":1,"a":2,"x":3}"#, ["x"]) { $0.set("x") { $0.integer(9) } }
        == #"{"x":9,"a":2}"# + "\n")
    #expect(try scanned(#"{"x":1,"a":2,"x":3}"#, ["x"]) { $0.number("x") } == 3)
  }

  @Test func escapedNamesAreTheSameNames() throws {
    #expect(
      try scanned(#"{"p\u0061th":"a\u00e9\ud83d\ude00\n"}"#, ["path"]) { $0.string("path") }
        == "aé😀\n")
  }

  @Test func numbersComeFlatWithTheirShape() throws {
    try scanned(
      #"{"p":[[1,2],[3.5,-4e1]],"o":{"a":1,"b":2},"m":[[1],[2,3]],"s":[1,"2"],"e":[]}"#,
      ["p", "o", "m", "s", "e"]
    ) {
      record in
      let points = try #require(record.numbers("p"))
      #expect(Array(points.values) == [1, 2, 3.5, -40])
      #expect((points.rowLength, points.elementCount, points.isNamed) == (2, 2, false))
      let named = try #require(record.numbers("o"))
      #expect((named.rowLength, named.isNamed) == (0, true))
      #expect(record.memberNames("o") == ["a", "b"])
      #expect(record.memberNames("o", are: ["a", "b"]))
      #expect(!record.memberNames("o", are: ["b", "a"]))
      #expect(record.numbers("m")?.rowLength == -1)
      #expect(record.numbers("s") == nil)
      #expect(record.numbers("e")?.values.isEmpty == true)
    }
  }

  /// Every number is read as by the standard library, whether written short or long.
  @Test func numbersAreTheNearestDoubles() throws {
    var generator = SplitMix(state: 5)
    let digits = Array("0123456789")
    for _ in 0..<20_000 {
      func run(_ most: Int) -> String {
        String((0..<generator.next(below: most + 1)).map { _ in digits[generator.next(below: 10)] })
      }
      let isShort = generator.next(below: 2) == 0
      var text = generator.next(below: isShort ? 8 : 2) == 0 ? "-" : ""
      text +=
        generator.next(below: 4) == 0
        ? "0" : "\(generator.next(below: 9) + 1)" + run(isShort ? 3 : 23)
      if generator.next(below: 4) > 0 {
        text += ".\(generator.next(below: 10))" + run(isShort ? 3 : 29)
      }
      if generator.next(below: 4) == 0 {
        text += ["e", "E-", "e+"][generator.next(below: 3)] + "\(generator.next(below: 40))"
      }
      let line =
        #"{"a":[\#(text),\#(text) ],"b":{"c":\#(text)},"d": \#(text) ,"#
        + #""e":[[1,\#(text)],[\#(text),0.25]]}"#
      try scanned(line, ["a", "b", "d", "e"]) { record in
        let read =
          Array(try #require(record.numbers("a")).values)
          + Array(try #require(record.numbers("b")).values)
        let expected = try #require(Double(text))
        #expect(read == [expected, expected, expected], "\(text)")
        #expect(record.number("d") == expected, "\(text)")
        let rows = try #require(record.numbers("e"))
        #expect(
          Array(rows.values) == [1, expected, expected, 0.25] && rows.rowLength == 2, "\(text)")
      }
    }
  }

  /// simdjson 3.0's own conversion drops the last of more than 19 digits here, and gets another
  /// number.
  @Test func manyDigits() throws {
    let text = "0.199254740000001234567890123"
    #expect(try scanned(#"{"a":\#(text)}"#, ["a"]) { $0.number("a") } == 0.19925474000000123)
  }

  @Test func numbersBeyondADoubleAreInfinite() throws {
    #expect(
      try scanned(#"{"a":[-1e999,1e999]}"#, ["a"]) {
        Array($0.numbers("a")?.values ?? .init(start: nil, count: 0))
      }
        == [-.infinity, .infinity])
  }

  @Test(arguments: [
    "", "[1]", "3", "nul", "{", "}", #"{"a":}"#, #"{"a":1,}"#, #"{"a" 1}"#, #"{"a":01}"#,
    #"{"a":1.}"#, #"{"a":+1}"#,
    #"{"a":"\x"}"#, #"{"a":"\u12g4"}"#, #"{"a":tru}"#, #"{"a":1}x"#, #"{"a":1}{"b":2}"#,
    #"{"a":[1 2]}"#,
    #"{"a":[1,]}"#,
    #"{"a":["b":1]}"#, #"{"a":{"b":[1,2],[3,4]}}"#, #"{"a":[[1,2],[3,4],]}"#,
    #"{"a":[[1,2][3,4]]}"#,
    #"{"a":[[1,.2]]}"#, #"{"a":[[1.,2]]}"#, #"{"a":[[01,2]]}"#, #"{"a":[[1,2.3.4]]}"#,
    #"{"a":{"b"}}"#,
    "{\"a\":\"\u{1}\"}", #"{"a":NaN}"#, #"{'a':1}"#, #"{"a":"b}"#,
  ])
  func whatIsNoRecordIsRefused(_ line: String) {
    for fields in [[], ["a"]] {
      #expect(throws: MalformedRecord.self) { try scanned(line, fields) { _ in } }
    }
  }

  @Test(arguments: [
    "{}", #" {"a":null} "#, #"{"a":-0.0E-1}"#, #"{"a":[[],{},[{}]]}"#, #"{"":""}"#,
    #"{"a":"\"\\\/\b\f\n\r\té"}"#,
    #"{"a":123456789012345678901234567890}"#, #"{"a":"\ud800"}"#,
  ])
  func whatIsARecordIsTaken(_ line: String) throws {
    for fields in [[], ["a"]] {
      #expect(try edited(line, fields) { _ in } == line + "\n")
    }
  }

  @Test func halfASurrogatePairIsNoString() throws {
    #expect(try scanned(#"{"a":"\ud800"}"#, ["a"]) { $0.string("a") } == nil)
  }
}

/// A small generator, so that failures are reproducible.
private struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

@Suite struct JSONTextTests {
  private func written(_ write: (inout JSONText) -> Void) -> String {
    var text = JSONText()
    write(&text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1.5, "1.5"), (-1.005, "-1"), (2.675, "2.68"), (123.456, "123.46"),
    (-0.004, "0"), (0.1, "0.1"), (1e20, "1e+20"), (99.999, "100"),
  ])
  func fixedDecimalsHaveNoTrailingZeros(_ value: Double, _ expected: String) {
    #expect(written { $0.fixed(value, decimals: 2) } == expected)
  }

  /// Millionths, written and compared with their digits.
  @Test func fixedDecimalsAreThoseOfTheNumber() {
    var generator = SplitMix(state: 6)
    for _ in 0..<20_000 {
      let millionths = generator.next(
        below: [10, 1000, 3_000_000, 1_000_000_000_000][generator.next(below: 4)])
      var expected = "\(millionths % 1_000_000 + 1_000_000)".dropFirst()
      while expected.last == "0" { expected.removeLast() }
      let text = "\(millionths / 1_000_000)" + (expected.isEmpty ? "" : "." + expected)
      #expect(written { $0.fixed(Double(millionths) / 1e6, decimals: 6) } == text)
      #expect(
        written { $0.fixed(-Double(millionths) / 1e6, decimals: 6) }
          == (millionths == 0 ? "0" : "-" + text))
    }
  }

  @Test func numbersKeepWhatTheyMean() {
    #expect(written { $0.shortest(0.1) } == "0.1")
    #expect(written { $0.sevenDigits(1.0 / 3) } == "0.33333334")
    #expect(written { $0.sevenDigits(1e300) } == "1e+300")
    #expect(written { $0.sevenDigits(1e-300) } == "1e-300")
    #expect(written { $0.integer(.min) } == "-9223372036854775808")
  }

  @Test func stringsAreEscaped() {
    #expect(written { $0.string("a\"\\\n\r\t\u{1}é/<") } == #""a\"\\\n\r\t\u0001é/<""#)
  }
}

@Suite struct EscapedNameTests {
  /// One, two, three and four bytes of UTF-8, and what JSON has letters for.
  @Test func membersAreNamedWithoutEscapes() throws {
    let line = #"{"v":{"\u0061\n":1,"\u00e9":2,"\u20AC":3,"\ud83d\ude00":4,"\"\\\/":5,"plain":6}}"#
    let names = ["a\n", "é", "€", "😀", "\"\\/", "plain"]
    try scanned(line, ["v"]) { record in
      #expect(record.memberNames("v") == names)
      #expect(record.memberNames("v", are: names))
      #expect(record.numbers("v").map { Array($0.values) } == [1, 2, 3, 4, 5, 6])
    }
  }

  @Test(arguments: [#"\ud800"#, #"\udc00"#, #"\ud800\ud800"#, #"\ud800x"#, #"\ud83d\u0041"#])
  func halfASurrogatePairIsNoName(_ name: String) throws {
    try scanned(#"{"v":{"\#(name)":1},"\#(name)":2}"#, ["v"]) { record in
      #expect(record.numbers("v") == nil)
    }
  }

  @Test func aFieldOfOursIsReplacedUnderItsEscapedName() throws {
    let line = #"{"gr\u00f6\u00dfe":1,"\u00e9":2}"#
    #expect(
      try edited(line, ["größe"]) { $0.set("größe") { $0.integer(3) } }
        == #"{"gr\u00f6\u00dfe":3,"\u00e9":2}"# + "\n")
  }

  @Test func composedAndDecomposedLettersDiffer() throws {
    try scanned(#"{"v":{"e\u0301":1}}"#, ["v"]) { record in
      #expect(!record.memberNames("v", are: ["\u{e9}"]))
      #expect(record.memberNames("v", are: ["e\u{301}"]))
    }
  }

  @Test func aRecordMayBeginWithoutALine() {
    let record = Record(fields: ["x", "path", "y"])
    record.begin("path", "a\"b")
    #expect(record.string("path") == nil)
    record.set("y") { $0.integer(1) }
    record.set("x") { $0.integer(2) }
    record.resetEdits()
    record.set("y") { $0.integer(3) }
    var text = JSONText()
    record.write(to: &text)
    #expect(String(decoding: text.bytes, as: UTF8.self) == #"{"path":"a\"b","y":3}"# + "\n")
  }
}
