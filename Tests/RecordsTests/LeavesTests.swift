import Records
import Testing

@Suite struct LeavesTests {
  private func leaves(_ line: String, enters: (Leaves.Branch) -> Bool = { _ in true }) throws
    -> [String]
  {
    let bytes = Array(line.utf8)
    let padded = bytes + [UInt8](repeating: 0, count: Record.padding)
    let record = Record(fields: [])
    return try padded.withUnsafeBytes { memory in
      try record.scan(UnsafeRawBufferPointer(rebasing: memory[..<bytes.count]))
      var found: [String] = []
      Leaves().each(of: record, enters: enters) { path, value in
        let text = value.string ?? String(decoding: value.bytes, as: UTF8.self)
        found.append("\(String(decoding: path, as: UTF8.self))=\(text)")
      }
      return found
    }
  }

  @Test func joinsNamesAndNumbers() throws {
    let line = #" { "a" : 1.50 , "b":{"c":[true,{"d":null}]}, "e\n":"x\ty" ,"f":[ ],"g":{}}"#
    #expect(try leaves(line) == ["a=1.50", "b.c.0=true", "b.c.1.d=null", "e\\n=x\ty"])
  }

  @Test func tellsWhatABranchHolds() throws {
    var told: [String] = []
    let line = #"{"a":[1,"],[",3],"b":[[1],[2]],"c":[],"d":{"x":1},"e":[ ],"f":[""]}"#
    let found = try leaves(line) { branch in
      let name = String(decoding: branch.path, as: UTF8.self)
      told.append("\(name) \(branch.count) \(branch.isNested)")
      return branch.count == 1
    }
    #expect(
      told == ["a 3 false", "b 2 true", "c 0 false", "d 1 false", "e 0 false", "f 1 false"])
    #expect(found == ["d.x=1", "f.0="])
  }

  @Test func takesAnEmptyRecord() throws {
    #expect(try leaves(" {}") == [])
  }
}
