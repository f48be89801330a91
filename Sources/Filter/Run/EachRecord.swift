import Records

/// What one pass over the records is for.
public enum Pass: Sendable {
  /// The only pass: each record is processed and written.
  case only
  /// The first of two: each record is examined, and errors are reported.
  case gather
  /// The second of two: each record is written; nothing is reported again.
  case deliver
  /// The second of two, in a program that does not write the records.
  case again

  var isSecond: Bool { self == .deliver || self == .again }
  var writesRecords: Bool { self == .only || self == .deliver }
}

extension Run {
  /// The records named on the command line, for one pass or two.
  public func recordInput(isReplayed: Bool = false) -> RecordInput {
    RecordInput(
      operands: operands.map { String(decoding: $0, as: UTF8.self) }, isReplayed: isReplayed)
  }

  /// The records of a file that an option names.
  public func recordInput(of file: String) -> RecordInput {
    RecordInput(operands: [file], isReplayed: false)
  }

  /// The records on standard input, where the operands are other files.
  public func standardInput(isReplayed: Bool = false) -> RecordInput {
    RecordInput(operands: [], isReplayed: isReplayed)
  }

  /// The operands of a program whose records come on standard input.
  public var fileOperands: [String] { operands.map { String(decoding: $0, as: UTF8.self) } }

  /// Processes the records in order.
  ///
  /// Blank lines are skipped; lines that are not records are reported and left out; records with an
  /// `error` pass untouched.
  /// - Parameters:
  ///   - owned: the fields that this stage sets; they are removed from a record that fails.
  ///   - body: examines a record and sets its fields. An `InputFailure` that it throws becomes the
  ///     record's `error`.
  ///   - onError: called for each record that came with an `error`.
  /// - Throws: `Fatal` where there are two passes and, in the first, all records lack the field
  ///   that is needed.
  public func eachRecord(
    _ input: RecordInput, _ record: Record, owned: [String] = [], pass: Pass = .only,
    body: (Record) throws -> Void,
    onError: (Record) -> Void = { _ in }
  ) throws {
    progress.restart(totalBytes: input.totalBytes, unit: "records")
    let failures = FailureReader()
    var missing = MissingField()
    try input.eachLine(isSecond: pass.isSecond, output) { line, location, bytesPassed in
      guard case .bytes(let bytes) = line else {
        if !pass.isSecond { try lineFailed(LineReader.tooLongReason, at: location()) }
        return
      }
      guard !isBlank(bytes) else { return }
      do throws(MalformedRecord) {
        try record.scan(bytes)
      } catch {
        if !pass.isSecond { try lineFailed(error.reason, at: location()) }
        return
      }
      if failures.failure(of: record) != nil {
        if !pass.isSecond { failedBefore += 1 }
        onError(record)
        if pass.writesRecords, !options.dropErrors { record.write(to: &output.text) }
      } else {
        try process(
          record, owned: owned, pass: pass, missing: &missing, location: location, body: body)
      }
      if pass != .gather { try output.flushIfLarge() }
      progress.advance(bytes: bytesPassed())
    }
    if let sentence = missing.sentence { throw Fatal(sentence) }
  }

  private func process(
    _ record: Record, owned: [String], pass: Pass, missing: inout MissingField,
    location: () -> String,
    body: (Record) throws -> Void
  ) throws {
    do {
      try body(record)
      if missing.mayWait { try release(&missing) }
      if pass.writesRecords { record.write(to: &output.text) }
    } catch let failure as InputFailure {
      if !pass.isSecond, !failure.isExpected {
        let waits =
          pass == .gather && !options.strict && missing.takes(failure, of: record, at: location)
        if !waits {
          try release(&missing)
          try recordFailed(failure.message, at: location(), more: otherFields(failure, record))
        }
      }
      if pass.writesRecords, !options.dropErrors {
        record.setError(failure, stage: program, removing: owned)
        record.write(to: &output.text)
      }
    }
  }

  /// Reports what was held back, once a record has the field or fails for another reason.
  private func release(_ missing: inout MissingField) throws {
    for (message, location) in missing.release() { try recordFailed(message, at: location) }
  }
}

/// Lists the fields that a record has instead of the missing one.
private func otherFields(_ failure: InputFailure, _ record: Record) -> String {
  guard failure.missing != nil else { return "" }
  let names = record.allNames()
  return names.isEmpty ? "" : "; it has \(listed(names, "and"))"
}

package func isBlank(_ line: UnsafeRawBufferPointer) -> Bool { line.allSatisfy(isSpace) }
