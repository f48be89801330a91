import Glibc
import Records

/// What one thread of an image stage does with a record; each thread makes its own.
public protocol PhotoWorker: AnyObject {
  /// Processes one record and writes the records that come of it, one a face.
  ///
  /// - Throws: `InputFailure` where this photo could not be processed; `Fatal` where no other can
  ///   be either.
  func process(_ record: Record, into output: inout PhotoOutput) throws
}

extension Run {
  /// Goes through the photos and files of records named on the command line, or the paths and
  /// records on standard input, on several threads; results leave in the order of the input.
  ///
  /// - Parameters:
  ///   - fields: the fields that the worker reads or sets.
  ///   - owned: those that the stage sets; a record that fails does not keep old ones.
  public func eachPhoto(
    fields: [String], owned: [String], makeWorker: @escaping @Sendable () -> any PhotoWorker
  ) throws {
    let (program, dropsErrors) = (program, options.dropErrors)
    let oldOutput = output.filePath.flatMap(FileIdentity.init(path:))
    let workers = OrderedWorkers<PhotoInput, Processed>(
      count: jobs,
      makeWorker: {
        let stage = PhotoStage(
          program: program, fields: fields, owned: owned, dropsErrors: dropsErrors,
          output: oldOutput,
          worker: makeWorker())
        return { stage.process($0) }
      },
      deliver: { self.deliver($0) })
    // What is under way is delivered, also where the input ends in an error.
    defer { workers.finish() }
    let standardInput = Array("-".utf8)
    let isKnown = !operands.isEmpty && !operands.contains(standardInput)
    progress.restart(total: isKnown ? operands.count : nil, unit: "photos")
    for operand in operands.isEmpty ? [standardInput] : operands {
      let name = String(decoding: operand, as: UTF8.self)
      if operand == standardInput {
        let reader = LineReader(
          descriptor: STDIN_FILENO, place: "stdin", wanted: "names of photos or records",
          separator: separator)
        try eachLine(reader, place: "stdin", separator: separator) { try workers.submit($0) }
      } else if String(validating: operand, as: UTF8.self) != nil,
        FirstBytes.areRecord(ofFile: name)
      {
        progress.restart(total: nil, unit: "photos")
        try eachRecord(ofFile: name) { try workers.submit($0) }
      } else {
        try workers.submit(.operand(operand))
      }
    }
  }

  private var separator: UInt8 { options.null ? 0 : UInt8(ascii: "\n") }

  private func eachRecord(ofFile path: String, _ submit: (PhotoInput) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Fatal("cannot be read: \(systemMessage())", at: path) }
    defer { close(descriptor) }
    let separator = UInt8(ascii: "\n")
    let reader = LineReader(descriptor: descriptor, place: path, separator: separator)
    try eachLine(reader, place: path, separator: separator, submit)
  }

  /// Does numbered work on several threads, for a program that has no input; lines leave in the
  /// order of the numbers.
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
    defer { workers.finish() }
    for number in 0..<count { try workers.submit(number) }
  }

  private func deliver(_ processed: Processed) {
    do {
      if let end = processed.end { throw end }
      for failure in processed.failures where !failure.isAnswer {
        try inputFailed(failure.message, at: processed.place)
      }
      if processed.failedBefore { failedBefore += 1 }
      if let reason = processed.malformed { try lineFailed(reason, at: processed.place) }
      processed.text.bytes.withUnsafeBytes { output.text.append($0) }
      // A photo takes long against a write, so what is ready leaves at once.
      try output.flush()
      progress.advance()
    } catch {
      end(with: error)
    }
  }

  private func eachLine(
    _ reader: LineReader, place: String, separator: UInt8, _ submit: (PhotoInput) throws -> Void
  ) throws {
    reader.outputPipe = output.pipe
    var number = 0
    while true {
      number += 1
      switch try reader.next() {
      case .end: return
      case .tooLong: try submit(.tooLong(place: "\(place):\(number)"))
      case .bytes(let line):
        // A name that ends in NUL may be any bytes.
        if separator == 0 ? line.isEmpty : isBlank(line) { continue }
        if separator != 0, line.first(where: { !isSpace($0) }) == UInt8(ascii: "{") {
          try submit(.record(Array(line), place: "\(place):\(number)"))
        } else {
          try submit(.path(Array(line), place: String(decoding: line, as: UTF8.self)))
        }
      }
    }
  }
}
