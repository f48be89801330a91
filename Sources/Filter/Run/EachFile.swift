import Records

extension Run {
  /// Processes the files named on the command line or, one path per line, on standard input.
  /// Records that come instead of paths pass untouched.
  ///
  /// - Parameters:
  ///   - wanted: what standard input should hold, for a message.
  ///   - body: reads a file and writes its records; an `InputFailure` that it throws becomes a
  ///     record of its own.
  public func eachFile(
    wanted: String, _ body: (_ path: String, inout JSONText) throws -> Void
  ) throws {
    let entries = Entries(
      operands, wanted: wanted, isNullSeparated: options.null, outputPipe: output.pipe)
    progress.restart(total: entries.count, unit: "files")
    let record = Record.forStage(["path"])
    try entries.each { entry, location in
      switch entry {
      case .path(let bytes, _):
        let path = String(decoding: bytes, as: UTF8.self)
        do {
          guard String(validating: bytes, as: UTF8.self) != nil else {
            throw InputFailure.notUTF8
          }
          try body(path, &output.text)
        } catch let failure as InputFailure {
          try inputFailed(failure.message, at: path)
          guard !options.dropErrors else { break }
          record.begin("path", path)
          record.setError(failure, stage: program, removing: [])
          record.write(to: &output.text)
        }
      case .record(let line):
        output.text.append(line)
        output.text.append("\n")
      case .tooLong:
        try lineFailed(LineReader.tooLongReason, at: location())
      }
      try output.flushIfLarge()
      progress.advance()
    }
  }
}
