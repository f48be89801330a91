import Filter
import Glibc
import Testing

/// The entries of a pipe or of files, described in words.
struct EntriesTests {
  private func told(_ operands: [String], takesPaths: Bool = true) throws -> [String] {
    let entries = Entries(
      operands.map { Array($0.utf8) }, takesPaths: takesPaths, wanted: "names",
      isNullSeparated: false, outputPipe: -1)
    var told: [String] = []
    try entries.each { entry, place in
      switch entry {
      case .path(let path, let isOperand):
        told.append("\(isOperand ? "operand" : "path") \(String(decoding: path, as: UTF8.self))")
      case .record(let line):
        told.append("record \(String(decoding: line, as: UTF8.self)) at \(place())")
      case .tooLong: told.append("too long")
      }
    }
    return told
  }

  private func file(_ text: String) throws -> String {
    var name = Array("/tmp/entries.XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    defer { close(descriptor) }
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test func anOperandIsAPathOrAFileOfRecords() throws {
    let records = try file("\u{feff} {\"a\":1}\n\n a.jpg\r\n{\"b\":2}")
    defer { unlink(records) }
    #expect(
      try told(["x.jpg", records]) == [
        "operand x.jpg", "record  {\"a\":1} at \(records):1", "path  a.jpg",
        "record {\"b\":2} at \(records):4",
      ])
  }

  @Test func whereNothingIsAPathEveryLineIsARecord() throws {
    let lines = try file("a.jpg\n{\"b\":2}\n")
    defer { unlink(lines) }
    #expect(
      try told([lines], takesPaths: false) == [
        "record a.jpg at \(lines):1", "record {\"b\":2} at \(lines):2",
      ])
  }

  @Test func howManyThereAreIsKnownWithoutStandardInput() {
    func entries(_ operands: [String]) -> Entries {
      Entries(
        operands.map { Array($0.utf8) }, wanted: "names", isNullSeparated: false, outputPipe: -1)
    }
    #expect(entries(["a", "b"]).count == 2)
    #expect(entries(["a", "-"]).count == nil)
    #expect(entries([]).count == nil)
    #expect(entries(["a", "-"]).names == ["a"])
  }

  /// A list is read ahead to its end if the total is wanted.
  @Test(arguments: [("a\nb\nc\n", 4), ("a\nb\nc", 4), ("a\n", 2)])
  func theTotalIsKnownOnceAListEnds(text: String, wanted: Int) throws {
    let list = try file(#"{"path":"x"}"# + "\n" + text)
    defer { unlink(list) }
    let entries = Entries(
      [Array(list.utf8)], wanted: "names", isNullSeparated: false, outputPipe: -1)
    entries.counts.areWanted = true
    var totals: [Int?] = []
    try entries.each { _, _ in totals.append(entries.counts.total) }
    #expect(totals == Array(repeating: wanted, count: wanted))
  }

  @Test func aFolderStandsForItsPicturesInOrder() throws {
    var name = Array("/tmp/folder.XXXXXX".utf8CString)
    #expect(mkdtemp(&name) != nil)
    let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in [("b", "GIF89a"), ("a", "GIF89a"), (".c", "GIF89a"), ("d", "text")] {
      let made = open("\(folder)/\(name)", O_WRONLY | O_CREAT, 0o600)
      #expect(write(made, text, text.utf8.count) == text.utf8.count)
      close(made)
    }
    defer {
      for name in ["a", "b", ".c", "d"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    #expect(try told([folder]) == ["path \(folder)/a", "path \(folder)/b"])
    let entries = Entries(
      [Array(folder.utf8)], wanted: "names", isNullSeparated: false, outputPipe: -1)
    try entries.each { _, _ in }
    #expect(entries.counts.total == 2)
    #expect(entries.counts.leftOut.map(\.message) == ["left out: 1 file that is not a picture"])
  }
}
