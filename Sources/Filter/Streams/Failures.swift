import Glibc

/// An error that ends a program before its work is done: one line on standard error, exit status 2.
public struct Fatal: Error, Sendable {
  /// The file, line or option it is about; empty for the whole program.
  public let location: String
  /// What is wrong, and what to do.
  public let message: String
  /// The exit status.
  package var status: Int32 = 2

  public init(_ message: String, at location: String = "") {
    self.location = location
    self.message = message
  }
}

/// Why one input could not be processed. It becomes the record's `error`.
public struct InputFailure: Error, Sendable {
  /// One of the kinds listed in docs/stream.md.
  public let kind: String
  public let message: String
  /// Whether this is a normal result of an input that was processed, such as that nothing was found
  /// in it.
  public let isExpected: Bool
  /// The field that the record lacks, and how to add it.
  let missing: (field: String, remedy: String?)?

  public init(_ kind: String, _ message: String, isExpected: Bool = false) {
    self.kind = kind
    self.message = message
    self.isExpected = isExpected
    missing = nil
  }

  /// A record lacks the field that the stage works on.
  ///
  /// - Parameter remedy: how to add it, such as "run fc-normalize first".
  public init(_ kind: String, missing field: String, remedy: String?) {
    self.kind = kind
    message = "the record has no \(field)\(remedy.map { ": \($0)" } ?? "")"
    isExpected = false
    missing = (field, remedy)
  }
}

extension InputFailure {
  /// A file whose path cannot be written to a record.
  package static let notUTF8 = InputFailure(
    "not-utf8", "the name is not UTF-8, which JSON cannot hold: rename the file")
}

/// The system's description of the last error.
package func systemMessage(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}
