import Glibc
import Records

/// What one thread of an image stage does with a record; each thread makes its own.
public protocol PhotoWorker: AnyObject {
  /// Processes one record and appends the records that come of it, each as a line.
  ///
  /// - Throws: `InputFailure` where this photo or face could not be processed; `Fatal` where no other can be either.
  func process(_ record: Record, into output: inout JSONText) throws
}

extension Run {
  /// Goes through the photos named on the command line, or the paths and records on standard input, on several threads;
  /// results leave in the order of the input.
  ///
  /// - Parameters:
  ///   - fields: the fields that the worker reads or sets.
  ///   - owned: those that the stage sets; a record that fails does not keep old ones.
  public func eachPhoto(
    fields: [String], owned: [String], makeWorker: @escaping @Sendable () -> any PhotoWorker
  ) throws {
    let program = program
    let workers = OrderedWorkers<PhotoInput, Processed>(
      count: jobs,
      makeWorker: {
        let stage = PhotoStage(program: program, fields: fields, owned: owned, worker: makeWorker())
        return { stage.process($0) }
      },
      deliver: { self.deliver($0) })
    if operands.isEmpty {
      try eachLineOfStandardInput { workers.submit($0) }
    } else {
      progress.restart(total: operands.count, unit: "photos")
      for path in operands { workers.submit(.path(Array(path.utf8), place: path)) }
    }
    workers.finish()
  }

  /// Does numbered work on several threads, for a program that has no input; lines leave in the order of the numbers.
  public func eachNumber(
    below count: Int, makeWorker: @escaping @Sendable () -> (Int, inout JSONText) throws -> Void
  ) throws {
    let workers = OrderedWorkers<Int, Processed>(
      count: jobs,
      makeWorker: {
        let worker = makeWorker()
        return { number in
          var processed = Processed()
          do {
            try worker(number, &processed.text)
          } catch {
            processed.end = error
          }
          return processed
        }
      },
      deliver: { self.deliver($0) })
    progress.restart(total: count, unit: "photos")
    for number in 0..<count { workers.submit(number) }
    workers.finish()
  }

  private func deliver(_ processed: Processed) {
    do {
      if let end = processed.end { throw end }
      if let failure = processed.failure, !failure.isAnswer { try inputFailed(failure.message, at: processed.place) }
      if let reason = processed.malformed { try inputFailed("\(reason); the line was left out", at: processed.place) }
      if processed.failure == nil && !processed.hadError || !options.dropErrors {
        processed.text.bytes.withUnsafeBytes { output.text.append($0) }
      }
      // A photo takes long against a write, so what is ready leaves at once.
      try output.flush()
      progress.advance()
    } catch {
      end(with: error)
    }
  }

  private func eachLineOfStandardInput(_ submit: (PhotoInput) -> Void) throws {
    let separator = options.null ? 0 : UInt8(ascii: "\n")
    let reader = LineReader(descriptor: STDIN_FILENO, place: "stdin", separator: separator)
    var number = 0
    while true {
      number += 1
      switch try reader.next() {
      case .end: return
      case .tooLong: submit(.tooLong(place: "stdin:\(number)"))
      case .bytes(let line):
        if isBlank(line) { continue }
        if !options.null, line.first(where: { !isBlankByte($0) }) == UInt8(ascii: "{") {
          submit(.record(Array(line), place: "stdin:\(number)"))
        } else {
          submit(.path(Array(line), place: String(decoding: line, as: UTF8.self)))
        }
      }
    }
  }
}

/// One line of an image stage's input.
private enum PhotoInput: Sendable {
  case path([UInt8], place: String)
  case record([UInt8], place: String)
  case tooLong(place: String)
}

/// What came of it.
private struct Processed: Sendable {
  var text = JSONText()
  var place = ""
  var failure: InputFailure?
  var malformed: String?
  /// The record carried an earlier stage's error.
  var hadError = false
  var end: (any Error)?
}

/// One thread's part: from a line to what came of it.
private final class PhotoStage {
  private let program: String
  private let owned: [String]
  private let record: Record
  private let worker: any PhotoWorker

  init(program: String, fields: [String], owned: [String], worker: any PhotoWorker) {
    self.program = program
    self.owned = owned
    self.worker = worker
    record = Record.forStage(fields)
  }

  func process(_ input: PhotoInput) -> Processed {
    switch input {
    case .tooLong(let place):
      return Processed(place: place, malformed: "longer than 64 MiB")
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
          processed.hadError = true
          record.write(to: &processed.text)
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
        processed.malformed = problem.reason
      } catch let failure as InputFailure {
        processed.failure = failure
        processed.text.removeAll()
        record.setError(failure, stage: program, removing: owned)
        record.write(to: &processed.text)
      } catch {
        processed.end = error
      }
    }
    return processed
  }
}

private func isBlankByte(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
