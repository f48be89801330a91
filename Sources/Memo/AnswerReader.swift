import CSystem
import Glibc
import Records

/// What the errors in an answer's records say.
final class AnswerReader {
  private let record = Record(fields: ["error"])
  private let error = Record(fields: ["stage", "kind", "message"])
  private let program: String?
  private var padded: [UInt8] = []
  /// Another try may give another answer.
  private static let passingKinds = ["unreadable", "out-of-memory", "internal"]

  struct Findings {
    var flags: AnswerFlags = []
    /// Whether the answer may be another one next time.
    var mayPass = false
    /// Of the errors that the command made and that are no answers.
    var messages: [String] = []
  }

  /// - Parameter program: the name that stands in the errors which the command makes; nil where it
  ///   makes none that are known.
  init(program: String?) {
    self.program = program
  }

  /// - Parameter hadError: whether the record that was asked about came with an error, which then
  ///   passes.
  func findings(_ answer: UnsafeRawBufferPointer, hadError: Bool = false) -> Findings {
    var findings = Findings()
    guard mayHaveError(answer) else { return findings }
    eachLine(of: answer) { line in
      guard hasError(line) else { return }
      findings.flags.insert(.hasError)
      guard !hadError, let kind = error.string("kind") else { return }
      if Self.passingKinds.contains(kind) { findings.mayPass = true }
      if let program, error.string("stage") == program, kind != "no-face" {
        findings.flags.insert(.hasFailed)
        findings.messages.append(error.string("message") ?? "")
      }
    }
    return findings
  }

  /// Appends the lines whose records have no error.
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
