import Clustering
import Filter
import RecordReading
import Records
import Testing
import VectorRecords

struct VectorReaderTests {
  private func vectors(_ lines: [String]) throws -> [[Double]?] {
    let reader = VectorReader(field: "v")
    return try reading(lines, reader.fields) { record, _ in try? reader.vector(of: record) }
  }

  private func kinds(_ lines: [String]) throws -> [String] {
    let reader = VectorReader(field: "v")
    return try reading(lines, reader.fields) { record, _ in
      try kind { try reader.vector(of: record) }
    }
  }

  @Test func plainArraysHaveOneLength() throws {
    #expect(try vectors([#"{"v":[1,2]}"#, #"{"v":[3,4.5]}"#]) == [[1, 2], [3, 4.5]])
    #expect(
      try kinds([#"{"v":[1,2]}"#, #"{"v":[3]}"#, #"{"v":{"a":1,"b":2}}"#]) == [
        "none", "mismatch", "mismatch",
      ])
    // Rows of numbers are concatenated.
    #expect(try vectors([#"{"v":[[1,2],[3,4]]}"#]) == [[1, 2, 3, 4]])
  }

  @Test func theFirstRecordDecidesTheOrderOfNames() throws {
    let lines = [
      #"{"v":{"a":1,"b":2}}"#, #"{"v":{"b":3,"a":4}}"#, #"{"v":{"b":5,"a":6}}"#,
      #"{"v":{"\u0061":7,"b":8}}"#, #"{"v":{"a":9}}"#, #"{"v":{"a":1,"c":2}}"#,
    ]
    #expect(try vectors(lines) == [[1, 2], [4, 3], [6, 5], [7, 8], nil, nil])
  }

  @Test func aNameThatStandsTwiceIsRefused() throws {
    #expect(try kinds([#"{"v":{"a":1,"a":2}}"#]) == ["bad-vector"])
    #expect(
      try kinds([#"{"v":{"a":1,"b":2}}"#, #"{"v":{"b":1,"b":2}}"#]) == ["none", "bad-vector"])
  }

  @Test func lengthsAreOverOneBase() throws {
    #expect(
      try kinds([
        #"{"v":{"a":1},"base":"eyes"}"#, #"{"v":{"a":1}}"#, #"{"v":{"a":1},"base":"eyes"}"#,
      ]) == ["none", "mismatch", "none"])
    // It means nothing for plain numbers.
    #expect(try kinds([#"{"v":[1],"base":"eyes"}"#, #"{"v":[1]}"#]) == ["none", "none"])
  }

  @Test(arguments: [
    (#"{}"#, "no-vector"), (#"{"v":null}"#, "no-vector"), (#"{"v":[]}"#, "bad-vector"),
    (#"{"v":"x"}"#, "bad-vector"), (#"{"v":[1,"x"]}"#, "bad-vector"),
    (#"{"v":[1e100]}"#, "bad-vector"), (#"{"v":[1e-310]}"#, "bad-vector"),
    (#"{"v":[0]}"#, "none"), (#"{"v":{"a":null,"b":1}}"#, "incomplete"),
    (#"{"v":{"a":[1,2]}}"#, "bad-vector"),
  ])
  func whatCannotBeComputedWith(line: String, expected: String) throws {
    #expect(try kinds([line]) == [expected])
  }
}

struct LabelReaderTests {
  private func labels(_ source: LabelSource, _ lines: [String]) throws -> [String?] {
    let reader = try LabelReader(source)
    return try reading(lines, [reader.field]) { record, _ in reader.label(of: record) }
  }

  @Test func aNumberIsAsGoodANameAsAString() throws {
    #expect(
      try labels(
        .field("n"),
        [
          #"{"n":"Ann"}"#, #"{"n":1}"#, #"{"n":1.0}"#, #"{"n":1e0}"#, #"{"n":0.5}"#,
          #"{"n":12345678901234567890}"#, #"{"n":true}"#, #"{"n":""}"#, #"{"n":null}"#, #"{}"#,
        ]) == ["Ann", "1", "1", "1", "0.5", "12345678901234567890", "true", nil, nil, nil])
  }

  @Test func theGroupOfAnExpression() throws {
    #expect(
      try labels(
        .path(pattern: "([^/]*)/[^/]*$"),
        [#"{"path":"x/Ann/1.jpg"}"#, #"{"path":"1.jpg"}"#, #"{"path":7}"#])
        == ["Ann", nil, nil])
  }

  @Test(arguments: ["(", "x", "(a)(b)"])
  func anExpressionHasOneGroup(pattern: String) {
    #expect(throws: UsageError.self) { try LabelReader(.path(pattern: pattern)) }
  }

  @Test func oneSourceOfNames() throws {
    var options = LabelOptions()
    #expect(try options.source() == nil)
    options.field = "name"
    options.pattern = "(x)"
    #expect(throws: UsageError.self) { try options.source() }
  }
}

struct PhotoFacesTests {
  private func photo(_ path: String) throws -> String {
    var faces = PhotoFaces()
    _ = try reading(#"{"path":"\#(path)"}"#, PhotoFaces.fields) { try faces.append($0) }
    return faces.faces[0].photo
  }

  @Test func onePhotoIsSpelledInManyWays() throws {
    for path in ["x/a.jpg", "./x/a.jpg", "x//a.jpg", "x/./a.jpg"] {
      #expect(try photo(path) == "x/a.jpg")
    }
    #expect(try photo("/x/a.jpg") == "/x/a.jpg")
    #expect(try kind { try reading("{}", ["path"]) { try PhotoFaces.check($0) } } == "no-path")
  }

  /// Two photos; in the second, three records of which two show the same face (their boxes share 81
  /// of 119 px).
  @Test func facesOfAPhoto() throws {
    var faces = PhotoFaces()
    _ = try reading(
      [
        #"{"path":"b","face":0,"box":[0,0,10,10]}"#, #"{"path":"a","face":0}"#,
        #"{"path":"./b","face":1,"box":[1,1,10,10]}"#, #"{"path":"b","face":2,"box":[50,0,9,9]}"#,
      ], PhotoFaces.fields
    ) { record, _ in try faces.append(record) }
    #expect(faces.ranks == [1, 0, 2, 3])
    let vectors = Vectors([[1], [2], [3], [4]])
    let apart = faces.apart([0, 1, 2, 3]) { vectors[$0] == vectors[$1] }
    #expect(apart.groups == [0, 1, 0, 0])
    #expect(apart.same == [0, 1, 0, 3])
  }
}
