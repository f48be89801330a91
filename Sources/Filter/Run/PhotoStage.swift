import Records

/// One line of an image stage's input.
package enum PhotoInput: Sendable {
  /// A path that the command line names.
  case operand([UInt8])
  /// A line of standard input.
  case path([UInt8], place: String)
  case record([UInt8], place: String)
  case tooLong(place: String)
}

/// What came of it.
package struct Processed: Sendable {
  /// The records to deliver.
  package var text = JSONText()
  var place = ""
  package var failures: [InputFailure] = []
  var malformed: String?
  /// Whether an earlier stage could not process it.
  var failedBefore = false
  var end: (any Error)?
}

/// Where the records that come of one photo go.
public struct PhotoOutput {
  fileprivate var text = JSONText()
  fileprivate var failures: [InputFailure] = []
  private let stage: String
  private let owned: [String]
  private let dropsErrors: Bool
  /// Whether the command line names the photo: what a user names may be a pipe, what a list or a
  /// record names may not.
  public let isOperand: Bool

  fileprivate init(stage: String, owned: [String], dropsErrors: Bool, isOperand: Bool) {
    self.stage = stage
    self.owned = owned
    self.dropsErrors = dropsErrors
    self.isOperand = isOperand
  }

  public mutating func write(_ record: Record) {
    record.write(to: &text)
  }

  /// Writes the record as `edit` leaves it; or, where that throws an `InputFailure`, a record that
  /// says why, and other faces of the photo go on.
  ///
  /// - Throws: whatever else `edit` throws.
  public mutating func write(_ record: Record, _ edit: () throws -> Void) throws {
    do {
      try edit()
      write(record)
    } catch let failure as InputFailure {
      fail(record, failure)
    }
  }

  fileprivate mutating func fail(_ record: Record, _ failure: InputFailure) {
    failures.append(failure)
    guard !dropsErrors else { return }
    record.setError(failure, stage: stage, removing: owned)
    write(record)
  }
}

/// One thread's part: from a line to what came of it.
package final class PhotoStage {
  private let program: String
  private let owned: [String]
  private let dropsErrors: Bool
  private let record: Record
  private let failures = FailureReader()
  private let worker: any PhotoWorker
  /// The old file that the output will replace: it must be no photo.
  private let output: FileIdentity?

  package init(
    program: String, fields: [String], owned: [String], dropsErrors: Bool,
    output: FileIdentity? = nil,
    worker: any PhotoWorker
  ) {
    self.program = program
    self.output = output
    self.owned = owned
    self.dropsErrors = dropsErrors
    self.worker = worker
    record = Record.forStage(fields)
  }

  package func process(_ input: PhotoInput) -> Processed {
    switch input {
    case .tooLong(let place):
      return Processed(place: place, malformed: LineReader.tooLongReason)
    case .record(let line, let place):
      return process(line, place: place)
    case .path(let path, let place):
      return process(path: path, place: place, isOperand: false)
    case .operand(let path):
      let place = String(decoding: path, as: UTF8.self)
      return process(path: path, place: place, isOperand: true)
    }
  }

  private func process(path: [UInt8], place: String, isOperand: Bool) -> Processed {
    var text = JSONText()
    text.append("{\"path\":")
    text.string(String(decoding: path, as: UTF8.self))
    text.append("}")
    let isText = String(validating: path, as: UTF8.self) != nil
    return process(text.bytes, place: place, isPathText: isText, isOperand: isOperand)
  }

  private func process(
    _ line: [UInt8], place: String, isPathText: Bool = true, isOperand: Bool = false
  ) -> Processed {
    var processed = Processed(place: place)
    var output = PhotoOutput(
      stage: program, owned: owned, dropsErrors: dropsErrors, isOperand: isOperand)
    let padded = line + [UInt8](repeating: 0, count: Record.padding)
    padded.withUnsafeBytes { bytes in
      do {
        try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.count]))
        if failures.failure(of: record) != nil {
          processed.failedBefore = true
          if !dropsErrors { output.write(record) }
          return
        }
        guard isPathText else {
          throw InputFailure.notUTF8
        }
        guard record.holds("path"), let path = record.string("path") else {
          throw InputFailure("no-path", "the record has no path to a photo")
        }
        processed.place = path
        if let replaced = self.output, FileIdentity(path: path) == replaced {
          throw Fatal(
            "is the output too, and would be destroyed: name another file with -o", at: path)
        }
        try worker.process(record, into: &output)
      } catch let problem as MalformedRecord {
        processed.malformed =
          "\(problem.reason); a photo whose name begins with { is given as ./{..."
      } catch let failure as InputFailure {
        output.fail(record, failure)
      } catch {
        processed.end = error
      }
    }
    (processed.text, processed.failures) = (output.text, output.failures)
    return processed
  }
}
