import Filter
import Records

/// Writes finished answers to the output.
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
    isStrict = run.options.strict || (stage.portrait?.runOptions.contains("--strict") ?? false)
  }

  /// Writes an answer's lines, without those that are not wanted, and reports failures.
  ///
  /// - Throws: `Fatal` where that ends the run.
  func deliver(
    _ answer: UnsafeRawBufferPointer, _ flags: AnswerFlags, at location: () -> String
  ) throws {
    if flags.contains(.hasFailed) {
      for message in reader.findings(answer).messages {
        if isStrict { throw Fatal(message, at: location()) }
        if portrait?.isQuiet ?? false {
          run.answer = 1
        } else {
          try tell(message, at: location())
        }
      }
    }
    if dropsErrors, flags.contains(.hasError) {
      reader.appendGood(answer, to: &run.output.text)
    } else {
      run.output.text.append(answer)
    }
  }

  /// Reports each photo that failed; of records that fail alike, only the first few.
  private func tell(_ message: String, at location: String) throws {
    if portrait?.opensFiles ?? true {
      try run.inputFailed(message, at: location)
    } else {
      try run.recordFailed(message, at: location)
    }
  }
}
