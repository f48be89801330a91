import Records
import Testing

@testable import Filter

/// A photo of three faces, of which the last fails.
private final class FailingAtThird: PhotoWorker {
  func process(_ record: Record, into output: inout JSONText) throws {
    for face in 0..<3 {
      record.resetEdits()
      record.set("face") { $0.integer(face) }
      if face == 2 { throw InputFailure("bad", "no points") }
      record.set("landmarks") { $0.integer(face) }
      record.write(to: &output)
    }
  }
}

struct PhotoStageTests {
  private func processed(_ input: PhotoInput, dropsErrors: Bool = false) -> Processed {
    PhotoStage(
      program: "fc-test", fields: ["path", "face", "landmarks"], owned: ["landmarks"], dropsErrors: dropsErrors,
      worker: FailingAtThird()
    ).process(input)
  }

  private let photo = PhotoInput.path(Array("a.jpg".utf8), place: "a.jpg")
  private let faces = """
    {"path":"a.jpg","face":0,"landmarks":0}
    {"path":"a.jpg","face":1,"landmarks":1}

    """

  @Test func facesBeforeTheOneThatFailsStay() {
    let result = processed(photo)
    let failed =
      #"{"path":"a.jpg","face":2,"error":{"stage":"fc-test","kind":"bad","message":"no points"}}"# + "\n"
    #expect(String(decoding: result.text.bytes, as: UTF8.self) == faces + failed)
    #expect(result.failure?.kind == "bad")
  }

  @Test func droppedErrorsDropNoFaces() {
    let result = processed(photo, dropsErrors: true)
    #expect(String(decoding: result.text.bytes, as: UTF8.self) == faces)
    #expect(result.failure?.kind == "bad")
  }
}
