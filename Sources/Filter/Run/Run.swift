import CSystem
import Glibc
import NumberText
import Records
import Threads

/// One run of a program: its common options, its outputs, and what it has told so far.
///
/// While workers are at it, only the one that delivers touches this, under the workers' lock.
public final class Run {
  public let program: String
  public let options: CommonOptions
  /// The command line's operands; empty where standard input is read.
  package let operands: [[UInt8]]
  /// The exit status of a program that answers a question by it, or hands on another's; nil: the
  /// usual one.
  public var answer: Int32?
  public let output: Output
  /// The files that this run reads and writes.
  public let claims: Claims
  public let progress: Progress
  /// What is written besides, such as a model.
  private var companions: [Output] = []
  /// How many inputs could not be processed.
  public private(set) var failures = 0
  /// How many records came that an earlier stage could not process.
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

  /// How many threads work where several do.
  public var jobs: Int { options.jobs > 0 ? options.jobs : Parallel.processors }

  // MARK: Outputs

  /// A file that is written besides the records, and comes to be with them, whole or not at all.
  ///
  /// - Parameters:
  ///   - flag: the option that names it.
  ///   - updates: an option whose file it may replace.
  /// - Throws: `UsageError` where it would be standard output, `Fatal` where it would destroy
  ///   another file of this run.
  public func outputBeside(_ path: String, flag: String, updates: String? = nil) throws -> Output {
    guard path != "-", try !Destination(path).isStandardOutput else {
      throw UsageError("\(flag) wants a file of its own: standard output is for records")
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
      throw Fatal("is the output too, and would be destroyed: name another file with -o", at: path)
    }
  }

  // MARK: Messages

  /// A remark on standard error, such as a verdict; not with `--quiet`.
  public func note(_ message: String) {
    guard !options.quiet else { return }
    tell(message, at: "")
  }

  /// A remark on one of many lines, of which the first few that are alike are told.
  public func noteAlike(_ message: String, about subject: String, at place: String) {
    guard !options.quiet, alike.isTold(message) else { return }
    tell("\(message): \(subject)", at: place)
  }

  /// A remark on one of many inputs that are alike, told of the first.
  func noteOnce(_ remark: Remark, at place: String) {
    guard !options.quiet, remarks.insert(remark.ofAll).inserted else { return }
    tell("\(remark.ofThis); \(remark.ofAll)", at: place)
  }

  /// Says what went wrong with one input, and counts it.
  ///
  /// - Throws: `Fatal` with `--strict`.
  public func inputFailed(_ message: String, at place: String) throws {
    failures += 1
    progress.failures = failures
    if options.strict { throw Fatal(message, at: place) }
    if !options.quiet { tell(message, at: place) }
  }

  /// The same for one of many records: the first few that fail alike are told, `tellUntold` counts
  /// the others.
  ///
  /// - Parameter more: what is told besides.
  package func recordFailed(
    _ message: String, at place: String, more: @autoclosure () -> String = ""
  )
    throws
  {
    if options.strict || alike.isTold(message) {
      return try inputFailed(message + more(), at: place)
    }
    failures += 1
    progress.failures = failures
  }

  /// Says why a line of a file beside the input does not fit the records, and counts it.
  /// The first few that fail for one reason are told.
  public func statementFailed(_ reason: String, about subject: String, at place: String) throws {
    try recordFailed(reason, at: place, more: subject.isEmpty ? "" : ": \(subject)")
  }

  /// Says why a line is no record, and counts it. Each is told: nothing else is left of it.
  package func lineFailed(_ reason: String, at place: String) throws {
    try inputFailed(options.strict ? reason : "\(reason); the line was left out", at: place)
  }

  /// Says that the records which an earlier stage could not process are in the output, in words.
  public func failedRecordsAreShown() { failedBefore = 0 }

  /// Counts a name that leads nowhere, and keeps its message until another one does not; false
  /// where it is to be told now.
  func holdMissing(_ message: String, at place: String) -> Bool {
    guard !options.strict, missing.takes(message, at: place) else {
      tellMissing()
      return false
    }
    failures += 1
    progress.failures = failures
    return true
  }

  /// Tells the names that led nowhere, one by one, since another one does not.
  func tellMissing() {
    for (message, place) in missing.release() where !options.quiet { tell(message, at: place) }
  }

  /// Says what of folders was left out.
  package func tellLeftOut(_ entries: Entries) {
    for (folder, message) in entries.counts.leftOut where !options.quiet {
      tell(message, at: folder)
    }
  }

  /// Says how many inputs were not told.
  func tellUntold() {
    if let sentence = missing.sentence { note(sentence) } else { tellMissing() }
    for (message, count) in alike.takeUntold() { note("\(count) more: \(message)") }
  }

  private func tell(_ message: String, at place: String) {
    progress.clear()
    printMessage(program, place, message)
  }

  // MARK: The end

  /// Writes what is left, gives files their places and returns the exit status.
  func finish() throws -> Int32 {
    progress.clear()
    tellUntold()
    if failedBefore > 0 {
      let isPassedOn = passesRecords && !options.dropErrors
      note("\(counted(failedBefore, "failed record")) \(isPassedOn ? "passed on" : "left out")")
    }
    try settle()
    return answer ?? (failures > 0 ? 1 : 0)
  }

  /// Whole files wait beside their places before the first takes its own, so that all are new or
  /// all are old. The records come last: where a model stands beside records that are older, making
  /// these again gives the right ones.
  private func settle() throws {
    for companion in companions { try companion.settle() }
    try output.settle()
    hold_signals()
    for companion in companions { try companion.takePlace() }
    try output.takePlace()
  }

  /// Ends the process because of an error, from any thread. What is ready is delivered.
  func end(with error: any Error) -> Never {
    progress.clear()
    tellUntold()
    let status = exitStatus(of: error, program: program, failures: failures)
    do {
      // A reader that has what it wants takes nothing from the files beside.
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

/// Tells an error that ends the program, and gives its exit status.
func exitStatus(of error: any Error, program: String, failures: Int) -> Int32 {
  switch error {
  case is Output.Closed:
    // `| head -1` has what it wants.
    return failures > 0 ? 1 : 0
  case let fatal as Fatal:
    printMessage(program, fatal.place, fatal.message)
    return fatal.status
  case let usage as UsageError:
    printMessage(program, "", "\(usage.message); see \(program) --help")
  default:
    printMessage(program, "", "\(error)")
  }
  return 2
}
