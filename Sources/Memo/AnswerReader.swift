import CSystem
import Glibc
import Records

/// Reads the errors in an answer's records.
final class AnswerReader {
  private let record = Record(fields: ["error"])
  private let error = Record(fields: ["stage", "kind", "message"])
  private let program: String?
  private var padded: [UInt8] = []
  /// The kinds of errors that another try may not give.
  private static let temporaryKinds = ["unreadable", "out-of-memory", "internal"]

  struct Findings {
    var flags: AnswerFlags = []
    /// Whether the answer may be different next time.
    var mayChange = false
    /// The messages of errors that the command made itself, except those that count as results.
    var messages: [String] = []
  }

  /// - Parameter program: the stage name in the errors that the command makes; nil where it makes
  ///   no errors of the known form.
  init(program: String?) {
    self.program = program
  }

  /// - Parameter hadError: whether the record in question came with an error, which then passes
  ///   through.
  func findings(_ answer: UnsafeRawBufferPointer, hadError: Bool = false) -> Findings {
    var findings = Findings()
    guard mayHaveError(answer) else { return findings }
    eachLine(of: answer) { line in
      guard hasError(line) else { return }
      findings.flags.insert(.hasError)
      guard !hadError, let kind = error.string("kind") else { return }
      if Self.temporaryKinds.contains(kind) { findings.mayChange = true }
      if let program, error.string("stage") == program, kind != "no-face" {
        findings.flags.insert(.hasFailed)
        findings.messages.append(error.string("message") ?? "")
      }
    }
    return findings
  }

  /// Appends the lines of records without an error.
  func appendGood(_ answer: UnsafeRawBufferPointer, to text: inout JSONText) {
    eachLine(of: answer) { line in
      if !hasError(line) { text.append(line) }
    }
  }

  private func mayHaveError(_ answer: UnsafeRawBufferPointer) -> Bool {
    find_bytes(answer.baseAddress, answer.count, "\"error\"", 7) != nil
  }

  private func hasError(_ line: UnsafeRawBufferPointer) -> Bool {
    padded.removeAll(keepingCapacity: true)
    padded.append(contentsOf: line)
    padded.append(contentsOf: repeatElement(0, count: Record.padding))
    return padded.withUnsafeBytes { bytes in
      let line = UnsafeRawBufferPointer(rebasing: bytes[..<line.count])
      guard (try? record.scan(line)) != nil, let value = record.raw("error"),
        value.first == UInt8(ascii: "{"), (try? error.scan(value)) != nil
      else { return false }
      return error.string("kind") != nil
    }
  }

  private func eachLine(
    of answer: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    var start = 0
    while start < answer.count, let base = answer.baseAddress,
      let found = memchr(base + start, 10, answer.count - start)
    {
      let end = UnsafeRawPointer(found) - base + 1
      body(UnsafeRawBufferPointer(rebasing: answer[start..<end]))
      start = end
    }
  }
}
