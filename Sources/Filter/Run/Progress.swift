import Glibc

/// The line on a terminal that says how far long work has come. Never where standard error is no terminal.
public final class Progress {
  /// How many inputs there are, where that is known.
  var total: Int?
  /// What is counted, in the plural.
  var unit = "photos"
  var failures = 0

  private let program: String
  private let isShown: Bool
  private let hasColour: Bool
  private var began = secondsNow()
  private var lastShown = 0.0
  private var isOnScreen = false
  private var done = 0

  init(program: String, isWanted: Bool) {
    self.program = program
    isShown = isWanted && isatty(STDERR_FILENO) == 1
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    hasColour = !noColour
  }

  /// Begins to count something else.
  ///
  /// - Parameter total: how many there will be, where that is known.
  public func restart(total: Int?, unit: String) {
    clear()
    (self.total, self.unit, done, began) = (total, unit, 0, secondsNow())
  }

  /// Counts what is done; shows it some times a second.
  public func advance(by count: Int = 1) {
    done += count
    guard isShown else { return }
    let now = secondsNow()
    // Short work shows nothing at all.
    guard now - began > 0.5, now - lastShown > 0.1 else { return }
    lastShown = now
    show(elapsed: now - began)
  }

  /// Takes the line off the screen, before a message or at the end.
  func clear() {
    guard isOnScreen else { return }
    isOnScreen = false
    put("\r\u{1b}[K")
  }

  private func show(elapsed: Double) {
    let rate = Double(done) / elapsed
    var text = "\(program): \(done)"
    if let total, total > 0 {
      let part = min(1, Double(done) / Double(total))
      let full = Int(part * 20)
      let bar = String(repeating: "#", count: full) + String(repeating: "-", count: 20 - full)
      let left = rate > 0 ? Int((Double(max(0, total - done)) / rate).rounded(.up)) : 0
      text = "\(program): [\(bar)] \(done) of \(total) \(unit), \(brief(rate)) a second, \(duration(left)) left"
    } else {
      text += " \(unit), \(brief(rate)) a second"
    }
    if failures > 0 {
      let failed = ", \(failures) failed"
      text += hasColour ? "\u{1b}[31m\(failed)\u{1b}[0m" : failed
    }
    isOnScreen = true
    put("\r\(text)\u{1b}[K")
  }

  private func brief(_ rate: Double) -> String {
    rate >= 10 ? String(Int(rate)) : String((rate * 10).rounded() / 10)
  }

  private func duration(_ seconds: Int) -> String {
    seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

private func secondsNow() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
