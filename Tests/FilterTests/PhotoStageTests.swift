import Records
import Testing

import Filter

/// A photo of three faces, of which the second fails.
private final class FailingAtSecond: PhotoWorker {
  func process(_ record: Record, into output: inout PhotoOutput) throws {
    for face in 0..<3 {
      record.resetEdits()
      record.set("face") { $0.integer(face) }
      try output.write(record) {
        if face == 1 { throw InputFailure("bad", "no points") }
        record.set("landmarks") { $0.integer(face) }
      }
    }
  }
}

struct PhotoStageTests {
  private func processed(_ input: PhotoInput, dropsErrors: Bool = false) -> Processed {
    PhotoStage(
      program: "fc-test", fields: ["path", "face", "landmarks"], owned: ["landmarks"],
      dropsErrors: dropsErrors, worker: FailingAtSecond()
    ).process(input)
  }

  private let photo = PhotoInput.path(Array("a.jpg".utf8), place: "a.jpg")
  private let first = #"{"path":"a.jpg","face":0,"landmarks":0}"# + "\n"
  private let third = #"{"path":"a.jpg","face":2,"landmarks":2}"# + "\n"

  @Test func facesBesideTheOneThatFailsStay() {
    let result = processed(photo)
    let failed =
      #"{"path":"a.jpg","face":1,"error":{"stage":"fc-test","kind":"bad","message":"no points"}}"#
      + "\n"
    #expect(String(decoding: result.text.bytes, as: UTF8.self) == first + failed + third)
    #expect(result.failures.map(\.kind) == ["bad"])
  }

  @Test func droppedErrorsDropNoFaces() {
    let result = processed(photo, dropsErrors: true)
    #expect(String(decoding: result.text.bytes, as: UTF8.self) == first + third)
    #expect(result.failures.map(\.kind) == ["bad"])
  }
}
