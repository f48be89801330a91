import CSystem
import Filter
import Glibc

/// A running program, with a pipe to its standard input and one from its standard output.
final class Child {
  /// Its standard input; -1 once nothing more will be sent, or it has stopped reading.
  private(set) var input: Int32
  /// Its standard output.
  let output: Int32
  private let process: Int32
  /// Whether it stopped reading before all its input was sent.
  private(set) var hasRefused = false
  /// Input that is still to be sent.
  var waiting: [UInt8] = []
  private var sent = 0
  private var end: (status: Int32, isSignal: Bool)?

  /// - Parameters:
  ///   - arguments: including the program's name.
  ///   - hasInput: if false, its standard input is empty and its standard error is discarded.
  /// - Throws: `Fatal` where it cannot be started.
  init(path: String, arguments: [[UInt8]], hasInput: Bool = true) throws {
    var (toChild, fromChild): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard make_pipe(&toChild) == 0, make_pipe(&fromChild) == 0 else {
      throw Fatal("no pipe can be made: \(systemMessage())")
    }
    let silence = hasInput ? STDERR_FILENO : open("/dev/null", O_WRONLY | O_CLOEXEC)
    setenv(remembererVariable, "1", 1)
    var pointers = arguments.map { argument in
      (argument + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { text in
        text.baseAddress.flatMap { strdup($0) }
      }
    }
    pointers.append(nil)
    process = spawn_program(path, pointers, toChild[0], fromChild[1], silence)
    let code = errno
    for pointer in pointers { free(pointer) }
    close(toChild[0])
    close(fromChild[1])
    if silence != STDERR_FILENO { close(silence) }
    (input, output) = (toChild[1], fromChild[0])
    guard process > 0 else { throw Fatal("cannot be started: \(systemMessage(code))", at: path) }
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    if !hasInput { finishInput() }
  }

  deinit {
    closeInput()
    close(output)
    if end == nil {
      kill(process, SIGTERM)
      _ = wait(mayWait: true)
    }
  }

  // MARK: Input

  var waitingCount: Int { waiting.count - sent }

  /// Sends what it accepts without blocking.
  func send() {
    while input >= 0, sent < waiting.count {
      let count = waiting.withUnsafeBytes {
        write(input, $0.baseAddress.map { $0 + sent }, $0.count - sent)
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        break
      } else if errno != EINTR {
        hasRefused = true
        closeInput()
      }
    }
    if sent == waiting.count || input < 0 {
      waiting.removeAll(keepingCapacity: true)
      sent = 0
    } else if sent > 1 << 20 {
      waiting.removeFirst(sent)
      sent = 0
    }
  }

  /// Closes its standard input.
  ///
  /// - Precondition: nothing is waiting to be sent.
  func finishInput() {
    closeInput()
  }

  private func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  // MARK: Output

  /// Reads a block of its output, and waits for it. Empty at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> UnsafeRawBufferPointer {
    while true {
      let count = Glibc.read(output, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Fatal("the command's output cannot be read: \(systemMessage())")
      }
      return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
    }
  }

  // MARK: The end

  /// Its exit status as a shell reports it, and whether a signal ended it; nil while it runs.
  func wait(mayWait: Bool) -> (status: Int32, isSignal: Bool)? {
    if let end { return end }
    var status: Int32 = 0
    switch wait_for_process(process, mayWait ? 1 : 0, &status) {
    case 0: return nil
    case 1: end = (status, false)
    case 2: end = (status, true)
    default: end = (127, false)
    }
    return end
  }
}
