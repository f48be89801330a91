import Records
import Testing

/// Scans a line, with the padding that a scan needs, and runs a closure on the record.
private func withLine(
  _ line: String, _ body: (UnsafeRawBufferPointer) throws -> Void
) throws {
  let bytes = Array(line.utf8) + [UInt8](repeating: 0, count: Record.padding)
  try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<line.utf8.count])) }
}

@Suite struct TextListTests {
  @Test func stringsOfAnArray() throws {
    let record = Record(fields: ["words", "looks"])
    try withLine(#"{"words": [ "a" , "b,\"]c", "\u00e9\ud83d\ude00" ] }"#) { line in
      try record.scan(line)
      #expect(record.strings("words") == ["a", "b,\"]c", "é😀"])
      #expect(record.strings("looks") == nil)
    }
    for bad in [
      #"{"words":["a",1]}"#, #"{"words":["\ud800"]}"#, #"{"words":"a"}"#, #"{"words":[["a"]]}"#,
    ] {
      try withLine(bad) { line in
        try record.scan(line)
        #expect(record.strings("words") == nil)
      }
    }
    try withLine(#"{"words":[]}"#) { line in
      try record.scan(line)
      #expect(record.strings("words") == [])
    }
  }

  @Test func listsOfStringsByName() throws {
    let record = Record(fields: ["looks"])
    try withLine(#"{"looks":{ "so\"ft:" : ["a","b"] , "x":[ ]}}"#) { line in
      try record.scan(line)
      let lists = try #require(record.stringLists("looks"))
      #expect(lists.map(\.name) == ["so\"ft:", "x"] && lists.map(\.texts) == [["a", "b"], []])
    }
    for bad in [#"{"looks":{"a":1}}"#, #"{"looks":{"a":[1]}}"#, #"{"looks":[]}"#] {
      try withLine(bad) { line in
        try record.scan(line)
        #expect(record.stringLists("looks") == nil)
      }
    }
  }

  @Test func nullsAmongNumbersAreToldApart() throws {
    let record = Record(fields: ["a"])
    try withLine(#"{"a":{"x":1,"y":null,"z":2.5}}"#) { line in
      try record.scan(line)
      #expect(record.numbers("a") == nil)
      let numbers = try #require(record.numbers("a", allowingNulls: true))
      #expect(numbers.values.count == 3 && numbers.values[1].isNaN && numbers.values[2] == 2.5)
      #expect(numbers.isNamed && numbers.rowLength == 0)
    }
    try withLine(#"{"a":[1,nul]}"#) { line in
      #expect(throws: MalformedRecord.self) { try record.scan(line) }
    }
    try withLine(#"{"a":[[1,null]]}"#) { line in
      try record.scan(line)
      #expect(record.numbers("a", allowingNulls: true) == nil)
    }
  }
}
