import Glibc

/// What ends a program before its work is done: told in one line, exit status 2.
public struct Fatal: Error, Sendable {
  /// The file, line or option it is about; empty where the whole program is meant.
  public let place: String
  /// What is wrong, and what to do.
  public let message: String
  /// The exit status.
  package var status: Int32 = 2

  public init(_ message: String, at place: String = "") {
    self.place = place
    self.message = message
  }
}

/// Why one input could not be processed. It becomes the record's `error`.
public struct InputFailure: Error, Sendable {
  /// One of the kinds that docs/stream.md lists.
  public let kind: String
  public let message: String
  /// Whether this is what there is to say of an input that was processed, such as that nothing was
  /// found in it.
  public let isExpected: Bool
  /// The field that the record lacks, and what would add it.
  let missing: (field: String, remedy: String?)?

  public init(_ kind: String, _ message: String, isExpected: Bool = false) {
    self.kind = kind
    self.message = message
    self.isExpected = isExpected
    missing = nil
  }

  /// A record lacks the field that the stage is about.
  ///
  /// - Parameter remedy: what would add it, such as "run fc-normalize first".
  public init(_ kind: String, missing field: String, remedy: String?) {
    self.kind = kind
    message = "the record has no \(field)\(remedy.map { ": \($0)" } ?? "")"
    isExpected = false
    missing = (field, remedy)
  }
}

extension InputFailure {
  /// A file that no record can name.
  package static let notUTF8 = InputFailure(
    "not-utf8", "the name is not UTF-8, which JSON cannot hold: rename the file")
}

/// What the system says of its last refusal.
package func systemMessage(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}
