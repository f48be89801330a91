import Filter
import PhotoStages
import Records
import Testing

/// A photo with three faces, of which the second fails.
private func failingAtSecond(_ photo: PhotoRecord, _ output: inout PhotoOutput) throws {
  for face in 0..<3 {
    photo.record.resetEdits()
    photo.record.set("face") { $0.integer(face) }
    try output.write(photo.record) {
      if face == 1 { throw InputFailure("bad", "no points") }
      photo.record.set("landmarks") { $0.integer(face) }
    }
  }
}

struct PhotoStageTests {
  private func processed(
    _ input: PhotoInput, dropsErrors: Bool = false, _ work: @escaping PhotoWork = failingAtSecond
  ) -> Processed {
    PhotoStage(
      program: "fc-test", fields: ["face", "landmarks"], owned: ["landmarks"],
      dropsErrors: dropsErrors, decoders: .inThisProcess, work: work
    ).process(input)
  }

  private func text(_ processed: Processed) -> String {
    String(decoding: processed.text.bytes, as: UTF8.self)
  }

  private let photo = PhotoInput.path(Array("a.jpg".utf8), isOperand: true)
  private let first = #"{"path":"a.jpg","face":0,"landmarks":0}"# + "\n"
  private let third = #"{"path":"a.jpg","face":2,"landmarks":2}"# + "\n"

  @Test func facesBesideTheOneThatFailsStay() {
    let result = processed(photo)
    let failed =
      #"{"path":"a.jpg","face":1,"error":{"stage":"fc-test","kind":"bad","message":"no points"}}"#
      + "\n"
    #expect(text(result) == first + failed + third)
    #expect(result.failures.map(\.kind) == ["bad"])
  }

  @Test func droppedErrorsDropNoFaces() {
    let result = processed(photo, dropsErrors: true)
    #expect(text(result) == first + third)
    #expect(result.failures.map(\.kind) == ["bad"])
  }

  @Test func aPathMayBeSpelledAsJSON() {
    let name = #"{"path":"\u0041"}"# + "\t.jpg"
    let result = processed(.path(Array(name.utf8), isOperand: true)) { photo, output in
      output.write(photo.record)
    }
    #expect(text(result) == #"{"path":"{\"path\":\"\\u0041\"}\t.jpg"}"# + "\n")
    #expect(result.location == name)
    #expect(result.malformed == nil)
  }

  @Test func aPathThatIsNoTextGetsARecordThatSaysSo() {
    let result = processed(.path([0x61, 0xff], isOperand: false))
    #expect(text(result).hasPrefix(#"{"path":"a\#u{fffd}","error":{"stage":"fc-test","#))
    #expect(result.failures.map(\.kind) == ["not-utf8"])
  }

  @Test func recordsThatFailedBeforePassUntouched() {
    let line = #"{"error":{"kind":"no-face"}, "x" : 1}"#
    let result = processed(.record(Array(line.utf8), location: "stdin:7"))
    #expect(text(result) == line + "\n")
    #expect(result.failedBefore)
    let dropped = processed(.record(Array(line.utf8), location: "stdin:7"), dropsErrors: true)
    #expect(text(dropped) == "")
    #expect(dropped.failedBefore)
  }

  @Test(arguments: [#"{"x":1}"#, #"{"path":""}"#, #"{"path":null}"#, #"{"path":7}"#])
  func recordsWithoutAPathFail(_ line: String) {
    let result = processed(.record(Array(line.utf8), location: "stdin:7"))
    #expect(result.failures.map(\.kind) == ["no-path"])
    #expect(result.location == "stdin:7")
  }

  @Test func aLineThatIsNoRecordLeavesNothing() {
    let result = processed(.record(Array(#"{"path""#.utf8), location: "stdin:7"))
    #expect(text(result) == "")
    #expect(result.malformed?.hasSuffix("name that begins with { as ./{...") == true)
    #expect(processed(.tooLong(location: "stdin:8")).malformed == LineReader.tooLongReason)
  }

  @Test func whatIsNoFailureOfAPhotoEndsTheRun() {
    let result = processed(photo) { _, _ in throw Fatal("the model is bad") }
    #expect((result.end as? Fatal)?.message == "the model is bad")
    #expect(result.failures.isEmpty)
  }
}
