import CSystem
import Glibc
import NumberText
import Records
import Threads

/// One run of a program: its common options, its outputs, and what it has reported so far.
///
/// While workers run, only the one that delivers uses this, under the workers' lock.
public final class Run {
  public let program: String
  public let options: CommonOptions
  /// The command line's operands; empty where standard input is read.
  package let operands: [[UInt8]]
  /// The exit status of a program that answers a question by it, or passes on another program's;
  /// nil for the usual one.
  public var answer: Int32?
  public let output: Output
  /// The files that this run reads and writes.
  public let claims: Claims
  public let progress: Progress
  /// Other files that are written, such as a model.
  private var companions: [Output] = []
  /// How many inputs could not be processed.
  public private(set) var failures = 0
  /// How many records came in that an earlier stage could not process.
  var failedBefore = 0
  private let passesRecords: Bool
  private var alike = AlikeMessages()
  private var missing = MissingNames()
  private var remarks: Set<String> = []

  /// - Throws: `Fatal` where the output cannot be made, or would destroy an input.
  init<Values>(_ command: Command<Values>, _ parsed: Parsed<Values>) throws {
    program = command.name
    passesRecords = command.passesRecords
    (options, operands) = (parsed.common, parsed.operands)
    output = try Output(path: options.output)
    claims = Claims(
      operands: operands, hasInput: !command.input.isNothing,
      readsStandardInputToo: command.input.isBesideOperands, optionFiles: parsed.optionFiles,
      output: output.destination)
    progress = Progress(program: command.name, isWanted: !options.quiet)
    if isatty(output.descriptor) == 1 { output.beforeWrite = { [progress] in progress.clear() } }
    do {
      try claims.checkOutput(
        at: options.output, mayReplaceInput: command.input.isRecords && command.passesRecords)
    } catch {
      output.discard()
      throw error
    }
  }

  /// The number of threads for parallel work.
  public var jobs: Int { options.jobs > 0 ? options.jobs : Parallel.processors }

  // MARK: Outputs

  /// A file that is written besides the records and appears together with them, complete or not at
  /// all.
  ///
  /// - Parameters:
  ///   - flag: the option that names it.
  ///   - updates: an option whose file it may replace.
  /// - Throws: `UsageError` where it would be standard output, `Fatal` where it would destroy
  ///   another file of this run.
  public func outputBeside(_ path: String, flag: String, updates: String? = nil) throws -> Output {
    guard path != "-", try !Destination(path).isStandardOutput else {
      throw UsageError("\(flag) needs a file: standard output is for records")
    }
    try claims.check(path, except: [flag] + (updates.map { [$0] } ?? []))
    let companion = try Output(path: path)
    companions.append(companion)
    return companion
  }

  /// - Throws: `Fatal` where the output is one of these files, and would destroy it.
  public func checkOutput(isNoneOf paths: some Sequence<String>) throws {
    guard let path = output.filePath, let identity = FileIdentity(path: path) else { return }
    for path in paths where FileIdentity(path: path) == identity {
      throw Fatal(
        "is also the output, and would be overwritten: name another file with -o", at: path)
    }
  }

  // MARK: Messages

  /// A remark on standard error, such as a verdict; not with `--quiet`.
  public func note(_ message: String) {
    guard !options.quiet else { return }
    tell(message, at: "")
  }

  /// A remark about one of many lines; of identical remarks, only the first few are printed.
  public func noteAlike(_ message: String, about subject: String, at location: String) {
    guard !options.quiet, alike.shouldPrint(message) else { return }
    tell("\(message): \(subject)", at: location)
  }

  /// A remark that applies to many inputs; it is printed for the first.
  func noteOnce(_ remark: Remark, at location: String) {
    guard !options.quiet, remarks.insert(remark.ofAll).inserted else { return }
    tell("\(remark.ofThis); \(remark.ofAll)", at: location)
  }

  /// Reports and counts an input that failed.
  ///
  /// - Throws: `Fatal` with `--strict`.
  public func inputFailed(_ message: String, at location: String) throws {
    failures += 1
    progress.failures = failures
    if options.strict { throw Fatal(message, at: location) }
    if !options.quiet { tell(message, at: location) }
  }

  /// The same for one of many records: only the first few identical failures are printed;
  /// `reportUnprinted` gives the number of the others.
  ///
  /// - Parameter more: details that are added to a printed message.
  package func recordFailed(
    _ message: String, at location: String, more: @autoclosure () -> String = ""
  )
    throws
  {
    if options.strict || alike.shouldPrint(message) {
      return try inputFailed(message + more(), at: location)
    }
    failures += 1
    progress.failures = failures
  }

  /// Reports and counts a line of another file that does not fit the records. Only the first few
  /// that fail for the same reason are printed.
  public func statementFailed(_ reason: String, about subject: String, at location: String) throws {
    try recordFailed(reason, at: location, more: subject.isEmpty ? "" : ": \(subject)")
  }

  /// Reports and counts a line that is not a record. Each is printed, since nothing else is left of
  /// it.
  package func lineFailed(_ reason: String, at location: String) throws {
    try inputFailed(options.strict ? reason : "\(reason); the line was left out", at: location)
  }

  /// Notes that the output itself explains which records an earlier stage could not process.
  public func failedRecordsAreShown() { failedBefore = 0 }

  /// Counts a path without a file, and holds back its message until a file is found; false where it
  /// is to be reported now.
  func holdMissing(_ message: String, at location: String) -> Bool {
    guard !options.strict, missing.takes(message, at: location) else {
      reportMissing()
      return false
    }
    failures += 1
    progress.failures = failures
    return true
  }

  /// Reports the paths that were held back one by one, since another one led to a file.
  func reportMissing() {
    for (message, location) in missing.release() where !options.quiet {
      tell(message, at: location)
    }
  }

  /// Reports what was left out of folders.
  package func reportLeftOut(_ entries: Entries) {
    for (folder, message) in entries.counts.leftOut where !options.quiet {
      tell(message, at: folder)
    }
  }

  /// Reports how many inputs failed without a message.
  func reportUnprinted() {
    if let sentence = missing.sentence { note(sentence) } else { reportMissing() }
    for (message, count) in alike.takeUnprinted() { note("\(count) more: \(message)") }
  }

  private func tell(_ message: String, at location: String) {
    progress.clear()
    printMessage(program, location, message)
  }

  // MARK: The end

  /// Writes what is left, moves files into place and returns the exit status.
  func finish() throws -> Int32 {
    progress.clear()
    reportUnprinted()
    if failedBefore > 0 {
      let isPassedOn = passesRecords && !options.dropErrors
      note("\(counted(failedBefore, "failed record")) \(isPassedOn ? "passed on" : "left out")")
    }
    try settle()
    return answer ?? (failures > 0 ? 1 : 0)
  }

  /// All files are complete under temporary names before the first is renamed, so that all are new
  /// or all are old. The records come last: a new model beside older records is harmless, since
  /// making the records again gives the right ones.
  private func settle() throws {
    for companion in companions { try companion.settle() }
    try output.settle()
    hold_signals()
    for companion in companions { try companion.commit() }
    try output.commit()
  }

  /// Ends the process because of an error, from any thread. What is ready is delivered first.
  func end(with error: any Error) -> Never {
    progress.clear()
    reportUnprinted()
    let status = exitStatus(of: error, program: program, failures: failures)
    do {
      // A reader that has read enough takes nothing away from the other files.
      if error is Output.Closed {
        for companion in companions {
          try companion.finish()
        }
      } else {
        for companion in companions { companion.discard() }
      }
      try output.abandon()
    } catch {
      _exit(exitStatus(of: error, program: program, failures: failures))
    }
    _exit(status)
  }
}

/// Prints an error that ends the program, and returns its exit status.
func exitStatus(of error: any Error, program: String, failures: Int) -> Int32 {
  switch error {
  case is Output.Closed:
    // `| head -1` has read enough.
    return failures > 0 ? 1 : 0
  case let fatal as Fatal:
    printMessage(program, fatal.location, fatal.message)
    return fatal.status
  case let usage as UsageError:
    printMessage(program, "", "\(usage.message); see \(program) --help")
  default:
    printMessage(program, "", "\(error)")
  }
  return 2
}
