import Filter
import Records

/// The way of finished answers to the output.
final class Delivery {
  private let run: Run
  private let reader: AnswerReader
  private let portrait: Portrait?
  private let dropsErrors: Bool
  private let isStrict: Bool

  init(_ run: Run, _ stage: Stage, _ reader: AnswerReader) {
    self.run = run
    self.reader = reader
    portrait = stage.portrait
    dropsErrors = run.options.dropErrors || (stage.portrait?.dropsErrors ?? false)
    isStrict = run.options.strict || (stage.portrait?.manners.contains("--strict") ?? false)
  }

  /// Writes an answer's lines, without those that are not wanted, and tells what went wrong.
  ///
  /// - Throws: `Fatal` where that ends the run.
  func deliver(
    _ answer: UnsafeRawBufferPointer, _ flags: AnswerFlags, at place: () -> String
  ) throws {
    if flags.contains(.hasFailed) {
      for message in reader.findings(answer).messages {
        if isStrict { throw Fatal(message, at: place()) }
        if portrait?.isQuiet ?? false {
          run.answer = 1
        } else {
          try tell(message, at: place())
        }
      }
    }
    if dropsErrors, flags.contains(.hasError) {
      reader.appendGood(answer, to: &run.output.text)
    } else {
      run.output.text.append(answer)
    }
  }

  /// Each photo that failed is told, of records only some that failed alike.
  private func tell(_ message: String, at place: String) throws {
    if portrait?.opensFiles ?? true {
      try run.inputFailed(message, at: place)
    } else {
      try run.recordFailed(message, at: place)
    }
  }
}
