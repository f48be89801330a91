import CSystem
import Glibc

/// The right to draw on the last line of the terminal. All programs of a pipeline write there; only
/// one has the right at a time, and gives it back when it ends or fails.
final class TerminalLine {
  private var descriptor: Int32 = -1

  deinit { leave() }

  /// Whether this program has the right now. A terminal that cannot be opened again is not locked:
  /// all draw there.
  func take() -> Bool {
    guard descriptor < 0 else { return true }
    // A lock belongs to an open file description, and the programs share that of standard error.
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
