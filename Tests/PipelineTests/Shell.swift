import Foundation
import Glibc

/// Runs a bash script in its own process group, so that a pipeline that hangs can be killed as a
/// whole.
struct Shell: Sendable {
  let script: String
  let directory: URL
  let environment: [String: String]
  /// The time after which the whole process group is killed.
  let limit: Duration

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  struct Result: Sendable {
    /// The exit status, or 128 + the signal that ended bash, as a shell reports it.
    let status: Int32
    let timedOut: Bool
    let output: Data
    let errors: Data
  }

  /// Standard input is empty; the outputs go through files in `scratch`, so that a process left
  /// behind cannot make us wait.
  func run(scratch: URL) async throws -> Result {
    let outputFile = scratch.appendingPathComponent("stdout")
    let errorFile = scratch.appendingPathComponent("stderr")
    let process = try spawn(output: outputFile.path, errors: errorFile.path)
    let deadline = ContinuousClock.now + limit
    var timedOut = false
    var waitStatus: Int32 = 0
    while true {
      let ended = waitpid(process, &waitStatus, WNOHANG)
      if ended == process { break }
      if ended < 0 && errno != EINTR {
        throw Failure(description: "waitpid: \(String(cString: strerror(errno)))")
      }
      if !timedOut && ContinuousClock.now >= deadline {
        timedOut = true
        kill(-process, SIGKILL)
      }
      try? await Task.sleep(for: .milliseconds(5))
    }
    // Whatever the script left running in the background ends with it.
    kill(-process, SIGKILL)
    return Result(
      status: Self.exitStatus(waitStatus), timedOut: timedOut,
      output: try Data(contentsOf: outputFile), errors: try Data(contentsOf: errorFile))
  }

  /// Decodes what waitpid reports: the macros WIFEXITED and so on are not visible in Swift.
  private static func exitStatus(_ waitStatus: Int32) -> Int32 {
    let signal = waitStatus & 0x7f
    return signal == 0 ? (waitStatus >> 8) & 0xff : 128 + signal
  }

  private func spawn(output: String, errors: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    // A parent may ignore SIGPIPE or SIGINT, which bash cannot undo: every case starts with the
    // defaults.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM] { sigaddset(&defaults, signal) }
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setsigmask(&attributes, &unblocked)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))

    // posix_spawn's own action for the working directory is missing from Swift's Glibc module; env
    // sets it.
    var process = pid_t()
    let status = Self.withCStrings(["env", "-C", directory.path, "bash", "-c", script]) {
      arguments in
      Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }.sorted()) { variables in
        posix_spawnp(&process, "env", &actions, &attributes, arguments, variables)
      }
    }
    guard status == 0 else {
      throw Failure(description: "env: \(String(cString: strerror(status)))")
    }
    return process
  }

  /// Calls `body` with a null-terminated array of C strings that live as long as the call.
  private static func withCStrings<R>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
  ) -> R {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}
