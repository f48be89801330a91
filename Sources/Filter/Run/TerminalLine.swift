import CSystem
import Glibc

/// The right to draw on the last line of the terminal: of a pipeline's programs, which all write
/// there, one has it at a time. Who has ended, or failed, has given it back.
final class TerminalLine {
  private var descriptor: Int32 = -1

  deinit { leave() }

  /// Whether this program has it now. A terminal that cannot be opened again is nobody's: all draw
  /// there.
  func take() -> Bool {
    guard descriptor < 0 else { return true }
    // A lock belongs to what was opened, and standard error was opened once for all of them.
    let opened = open("/proc/self/fd/2", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return true }
    guard lock_file(opened) == 0 || errno != EWOULDBLOCK else {
      close(opened)
      return false
    }
    descriptor = opened
    return true
  }

  /// Whether another program may have drawn there.
  var isAnothers: Bool {
    guard descriptor < 0 else { return false }
    defer { leave() }
    return !take()
  }

  private func leave() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
