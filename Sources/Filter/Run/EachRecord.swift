import Records

/// What one pass over the records is for.
public enum Pass: Sendable {
  /// The only one: each record is processed and written.
  case only
  /// The first of two: each record is looked at; what is wrong is told.
  case gather
  /// The second: each record is written; nothing is told again.
  case deliver
}

extension Run {
  /// The records named on the command line, for one pass or two.
  public func recordInput(isReplayed: Bool = false) -> RecordInput {
    RecordInput(operands: operands.map { String(decoding: $0, as: UTF8.self) }, isReplayed: isReplayed)
  }

  /// Goes through the records in order.
  ///
  /// Blank lines are passed over, lines that are no records are told and left out, records with an `error` pass
  /// untouched.
  ///
  /// - Parameters:
  ///   - owned: the fields that this stage sets; a record that fails does not keep old ones.
  ///   - body: looks at a record and sets its fields. An `InputFailure` that it throws becomes the record's `error`.
  ///   - onError: sees each record that came with an `error`.
  public func eachRecord(
    _ input: RecordInput, _ record: Record, owned: [String] = [], pass: Pass = .only, body: (Record) throws -> Void,
    onError: (Record) -> Void = { _ in }
  ) throws {
    progress.restart(totalBytes: input.totalBytes, unit: "records")
    try input.eachLine(isSecond: pass == .deliver, output) { line, place, bytesPassed in
      guard case .bytes(let bytes) = line else {
        if pass != .deliver { try lineFailed(LineReader.tooLongReason, at: place()) }
        return
      }
      guard !isBlank(bytes) else { return }
      do throws(MalformedRecord) {
        try record.scan(bytes)
      } catch {
        if pass != .deliver { try lineFailed(error.reason, at: place()) }
        return
      }
      if record.hasError {
        onError(record)
        if pass != .gather, !options.dropErrors { record.write(to: &output.text) }
      } else {
        try process(record, owned: owned, pass: pass, place: place, body: body)
      }
      if pass != .gather { try output.flushIfLarge() }
      progress.advance(bytes: bytesPassed())
    }
  }

  private func process(
    _ record: Record, owned: [String], pass: Pass, place: () -> String, body: (Record) throws -> Void
  ) throws {
    do {
      try body(record)
      if pass != .gather { record.write(to: &output.text) }
    } catch let failure as InputFailure {
      if pass != .deliver, !failure.isAnswer { try inputFailed(failure.message, at: place()) }
      if pass != .gather, !options.dropErrors {
        record.setError(failure, stage: program, removing: owned)
        record.write(to: &output.text)
      }
    }
  }
}

extension Record {
  /// The field that marks a record as not processed.
  static let errorField = "error"

  /// A scanner for a stage's fields, and for the error that every stage looks at.
  public static func forStage(_ fields: [String]) -> Record {
    Record(fields: fields + [errorField])
  }

  /// Whether an earlier stage could not process this record. A null is no error.
  public var hasError: Bool {
    guard let value = raw(Self.errorField) else { return false }
    return !value.elementsEqual("null".utf8)
  }

  /// Makes this the record of something that could not be processed. Other fields stay as the stage has set them.
  func setError(_ failure: InputFailure, stage: String, removing owned: [String]) {
    for field in owned { remove(field) }
    set(Self.errorField) { text in
      text.append("{\"stage\":")
      text.string(stage)
      text.append(",\"kind\":")
      text.string(failure.kind)
      text.append(",\"message\":")
      text.string(failure.message)
      text.append("}")
    }
  }
}

func isBlank(_ line: UnsafeRawBufferPointer) -> Bool { line.allSatisfy(isSpace) }
