import Glibc
import Records

/// One run of a program: its common options, its output, and what it has told so far.
///
/// While workers are at it, only the one that delivers touches this, under the workers' lock.
public final class Run {
  public let program: String
  public let options: CommonOptions
  /// The command line's operands; empty where standard input is read.
  let operands: [[UInt8]]
  public let output: Output
  public let progress: Progress
  /// How many inputs could not be processed.
  private(set) var failures = 0

  init(program: String, options: CommonOptions, operands: [[UInt8]]) throws {
    self.program = program
    self.options = options
    self.operands = operands
    output = try Output(path: options.output, isGuarded: true)
    progress = Progress(program: program, isWanted: !options.quiet)
    if isatty(output.descriptor) == 1 { output.beforeWrite = { [progress] in progress.clear() } }
  }

  /// How many threads work on photos.
  public var jobs: Int { options.jobs > 0 ? options.jobs : processorCount() }

  // MARK: Messages

  /// A remark on standard error, such as a verdict; not with `--quiet`.
  public func note(_ message: String) {
    guard !options.quiet else { return }
    tell(message, at: "")
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

  /// Says why a line is no record, and counts it.
  func lineFailed(_ reason: String, at place: String) throws {
    try inputFailed(options.strict ? reason : "\(reason); the line was left out", at: place)
  }

  private func tell(_ message: String, at place: String) {
    progress.clear()
    printMessage(program, place, message)
  }

  // MARK: The end

  /// Writes what is left and returns the exit status.
  func finish() throws -> Int32 {
    progress.clear()
    try output.finish()
    return failures > 0 ? 1 : 0
  }

  /// Ends the process because of an error, from any thread. What is ready is delivered.
  func end(with error: any Error) -> Never {
    progress.clear()
    do {
      try output.abandon()
    } catch {
      _ = exitStatus(of: error, program: program, failures: failures)
    }
    _exit(exitStatus(of: error, program: program, failures: failures))
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
  case let usage as UsageError:
    printMessage(program, "", "\(usage.message); see \(program) --help")
  default:
    printMessage(program, "", "\(error)")
  }
  return 2
}

/// `program: where: what, and what to do`, in one write, so that the lines of a pipeline's programs do not mix.
private func printMessage(_ program: String, _ place: String, _ message: String) {
  let line = place.isEmpty ? "\(program): \(message)" : "\(program): \(place): \(message)"
  var bytes: [UInt8] = []
  for scalar in line.unicodeScalars {
    // A path may hold anything; a message is one line and moves no cursor.
    if scalar.value < 0x20 || scalar.value == 0x7f || (0x80..<0xa0).contains(scalar.value) {
      bytes += Array(scalar.escaped(asASCII: true).utf8)
    } else {
      bytes += Array(String(scalar).utf8)
    }
  }
  bytes.append(UInt8(ascii: "\n"))
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
