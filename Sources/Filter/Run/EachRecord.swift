import Records

/// What one pass over the records is for.
public enum Pass: Sendable {
  /// The only one: each record is processed and written.
  case only
  /// The first of two: each record is looked at; what is wrong is told.
  case gather
  /// The second: each record is written; nothing is told again.
  case deliver
  /// The second of a program that writes something else than records.
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

  /// Goes through the records in order.
  ///
  /// Blank lines are passed over, lines that are no records are told and left out, records with an
  /// `error` pass untouched.
  ///
  /// - Parameters:
  ///   - owned: the fields that this stage sets; a record that fails does not keep old ones.
  ///   - body: looks at a record and sets its fields. An `InputFailure` that it throws becomes the
  ///     record's `error`.
  ///   - onError: sees each record that came with an `error`.
  /// - Throws: `Fatal` where in the first of two passes all records lack the field that is needed.
  public func eachRecord(
    _ input: RecordInput, _ record: Record, owned: [String] = [], pass: Pass = .only,
    body: (Record) throws -> Void,
    onError: (Record) -> Void = { _ in }
  ) throws {
    progress.restart(totalBytes: input.totalBytes, unit: "records")
    let failures = FailureReader()
    var missing = MissingField()
    try input.eachLine(isSecond: pass.isSecond, output) { line, place, bytesPassed in
      guard case .bytes(let bytes) = line else {
        if !pass.isSecond { try lineFailed(LineReader.tooLongReason, at: place()) }
        return
      }
      guard !isBlank(bytes) else { return }
      do throws(MalformedRecord) {
        try record.scan(bytes)
      } catch {
        if !pass.isSecond { try lineFailed(error.reason, at: place()) }
        return
      }
      if failures.failure(of: record) != nil {
        if !pass.isSecond { failedBefore += 1 }
        onError(record)
        if pass.writesRecords, !options.dropErrors { record.write(to: &output.text) }
      } else {
        try process(record, owned: owned, pass: pass, missing: &missing, place: place, body: body)
      }
      if pass != .gather { try output.flushIfLarge() }
      progress.advance(bytes: bytesPassed())
    }
    if let sentence = missing.sentence { throw Fatal(sentence) }
  }

  private func process(
    _ record: Record, owned: [String], pass: Pass, missing: inout MissingField, place: () -> String,
    body: (Record) throws -> Void
  ) throws {
    do {
      try body(record)
      if missing.mayWait { try release(&missing) }
      if pass.writesRecords { record.write(to: &output.text) }
    } catch let failure as InputFailure {
      if !pass.isSecond, !failure.isExpected {
        let waits =
          pass == .gather && !options.strict && missing.takes(failure, of: record, at: place)
        if !waits {
          try release(&missing)
          try recordFailed(failure.message, at: place(), more: otherFields(failure, record))
        }
      }
      if pass.writesRecords, !options.dropErrors {
        record.setError(failure, stage: program, removing: owned)
        record.write(to: &output.text)
      }
    }
  }

  /// Tells what waited, now that a record is there that has the field, or fails otherwise.
  private func release(_ missing: inout MissingField) throws {
    for (message, place) in missing.release() { try recordFailed(message, at: place) }
  }
}

/// What a record has instead of the field that is missing.
private func otherFields(_ failure: InputFailure, _ record: Record) -> String {
  guard failure.missing != nil else { return "" }
  let names = record.allNames()
  return names.isEmpty ? "" : "; it has \(listed(names, "and"))"
}

package func isBlank(_ line: UnsafeRawBufferPointer) -> Bool { line.allSatisfy(isSpace) }
