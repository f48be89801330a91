import Records

/// Recognizes records that an earlier stage could not process.
///
/// Not `Sendable`: each thread has its own.
public final class FailureReader {
  private let inner = Record(fields: ["kind", "message"])

  public init() {}

  /// Why the record was not processed; nil where it was. Only an object with a string `kind`
  /// counts: tools that give all records the same fields leave an empty `error` in good ones.
  ///
  /// - Precondition: the record was made by `Record.forStage`.
  public func failure(of record: Record) -> (kind: String, message: String)? {
    guard let raw = record.raw(Record.errorField), raw.first == UInt8(ascii: "{"),
      (try? inner.scan(raw)) != nil,
      inner.raw("kind")?.first == UInt8(ascii: "\"")
    else { return nil }
    // Even half a surrogate pair counts as a string.
    return (inner.string("kind") ?? "", inner.string("message") ?? "")
  }
}

extension Record {
  /// The field that marks a record as not processed.
  static let errorField = "error"

  /// A scanner for a stage's fields and for the `error` that every stage checks.
  public static func forStage(_ fields: [String]) -> Record {
    Record(fields: fields + [errorField])
  }

  /// Turns this into the record of an input that could not be processed. Other fields keep the
  /// values that the stage has set.
  package func setError(_ failure: InputFailure, stage: String, removing owned: [String]) {
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
