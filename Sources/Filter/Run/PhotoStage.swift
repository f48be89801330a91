import Records

/// One line of an image stage's input.
enum PhotoInput: Sendable {
  case path([UInt8], place: String)
  case record([UInt8], place: String)
  case tooLong(place: String)
}

/// What came of it.
struct Processed: Sendable {
  /// The records to deliver.
  var text = JSONText()
  var place = ""
  var failure: InputFailure?
  var malformed: String?
  var end: (any Error)?
}

/// One thread's part: from a line to what came of it.
final class PhotoStage {
  private let program: String
  private let owned: [String]
  private let dropsErrors: Bool
  private let record: Record
  private let worker: any PhotoWorker

  init(program: String, fields: [String], owned: [String], dropsErrors: Bool, worker: any PhotoWorker) {
    self.program = program
    self.owned = owned
    self.dropsErrors = dropsErrors
    self.worker = worker
    record = Record.forStage(fields)
  }

  func process(_ input: PhotoInput) -> Processed {
    switch input {
    case .tooLong(let place):
      return Processed(place: place, malformed: LineReader.tooLongReason)
    case .record(let line, let place):
      return process(line, place: place)
    case .path(let path, let place):
      var text = JSONText()
      text.append("{\"path\":")
      text.string(String(decoding: path, as: UTF8.self))
      text.append("}")
      let isText = String(validating: path, as: UTF8.self) != nil
      return process(text.bytes, place: place, isPathText: isText)
    }
  }

  private func process(_ line: [UInt8], place: String, isPathText: Bool = true) -> Processed {
    var processed = Processed(place: place)
    let padded = line + [UInt8](repeating: 0, count: Record.padding)
    padded.withUnsafeBytes { bytes in
      do {
        try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.count]))
        if record.hasError {
          if !dropsErrors { record.write(to: &processed.text) }
          return
        }
        guard isPathText else {
          throw InputFailure("not-utf8", "the name is not UTF-8, which JSON cannot hold: rename the file")
        }
        guard let path = record.string("path") else {
          throw InputFailure("no-path", "the record has no path to a photo")
        }
        processed.place = path
        try worker.process(record, into: &processed.text)
      } catch let problem as MalformedRecord {
        processed.malformed = "\(problem.reason); a photo whose name begins with { is given as ./{..."
      } catch let failure as InputFailure {
        // Faces of the photo that came before this one stay.
        processed.failure = failure
        guard !dropsErrors else { return }
        record.setError(failure, stage: program, removing: owned)
        record.write(to: &processed.text)
      } catch {
        processed.end = error
      }
    }
    return processed
  }
}
