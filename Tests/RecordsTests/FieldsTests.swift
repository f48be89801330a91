import Records
import Testing

@Suite struct FieldsTests {
  private func scanned<Value>(_ line: String, _ body: (Record) -> Value) throws -> Value {
    let bytes = Array(line.utf8) + [UInt8](repeating: 0, count: Record.padding)
    return try bytes.withUnsafeBytes { bytes in
      let record = Record(fields: ["x"])
      try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.utf8.count]))
      return body(record)
    }
  }

  @Test(arguments: [
    (#"{}"#, false), (#"{"x":null}"#, false), (#"{"x":""}"#, false), (#"{"x": "" }"#, false),
    (#"{"x":" "}"#, true),
    (#"{"x":0}"#, true), (#"{"x":false}"#, true), (#"{"x":[]}"#, true), (#"{"a":{"x":1}}"#, false),
  ])
  func emptyStringAndNullAreNothing(line: String, holds: Bool) throws {
    #expect(try scanned(line) { $0.holds("x") } == holds)
  }

  @Test func namesAreThoseOfTheTop() throws {
    let line = #" { "a" : "b\",\"c" , "d":{"e":[{"f":1}],"g":2},"é\"":[["h"],"i"], "x":"y:z" } "#
    #expect(try scanned(line) { $0.allNames() } == ["a", "d", #"é\""#, "x"])
    #expect(try scanned("{}") { $0.allNames() } == [])
  }
}
