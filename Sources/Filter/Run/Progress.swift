import Glibc
import NumberText

/// The line on a terminal that shows the progress of long work. It is shown only where standard
/// error is a terminal.
public final class Progress {
  /// The amount of work, where it is known.
  private var total: Int?
  /// Whether `total` is in bytes rather than in `unit`.
  private var isInBytes = false
  /// Whether all parts of the work take about the same time; otherwise the time left is unknown.
  private var isEven = true
  /// What is counted, in the plural.
  private var unit = "records"
  package var failures = 0
  /// An additional remark, such as how many results were reused.
  package var remark: () -> String = { "" }

  private let program: String
  package let isShown: Bool
  private let terminal = TerminalLine()
  private let hasColour: Bool
  private var began = secondsNow()
  private var lastShown = 0.0
  private var isOnScreen = false
  private var done = 0

  package init(program: String, isWanted: Bool) {
    self.program = program
    isShown = isWanted && isatty(STDERR_FILENO) == 1
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    hasColour = !noColour
  }

  /// Starts to count something else.
  ///
  /// - Parameters:
  ///   - total: how many there will be, where that is known.
  ///   - isEven: whether all take about the same time, so that the time left can be estimated.
  public func restart(total: Int?, unit: String, isEven: Bool = true) {
    clear()
    (self.total, isInBytes, self.unit, self.isEven) = (total, false, unit, isEven)
    (done, began) = (0, secondsNow())
  }

  /// Updates the total, which may have become known or unknown.
  package func expect(total: Int?) { self.total = total }

  /// Starts to count something of which only the size in bytes is known.
  package func restart(totalBytes: Int?, unit: String) {
    restart(total: totalBytes, unit: unit)
    isInBytes = true
  }

  /// Counts finished work; updates the line several times per second.
  public func advance(by count: Int = 1) {
    advance(by: count, bytes: 0)
  }

  /// - Parameter bytes: how many have been processed, where the total is in bytes.
  package func advance(by count: Int = 1, bytes: @autoclosure () -> Int) {
    done += count
    guard isShown else { return }
    let now = secondsNow()
    // Short work shows nothing at all. Of the programs in a pipeline, one that can estimate the
    // time left is shown first.
    guard now - began > (total == nil ? 2 : 0.5), now - lastShown > 0.1 else { return }
    lastShown = now
    guard terminal.take() else { return }
    isOnScreen = true
    let reached = isInBytes ? bytes() : done
    put("\r\(line(elapsed: now - began, reached: reached, width: terminalWidth()))\u{1b}[K")
  }

  /// Erases the line, before a message, before a record on the same screen, or at the end.
  func clear() {
    guard isOnScreen || isShown && terminal.isAnothers else { return }
    isOnScreen = false
    put("\r\u{1b}[K")
  }

  /// The line, for a terminal of `width` columns. The last column stays free: some terminals start
  /// a new line there.
  package func line(elapsed: Double, reached: Int, width: Int) -> String {
    var text = "\(program): "
    let rate = "\(unit), \(brief(Double(done) / elapsed)) a second"
    var barIndex: String.Index?
    if let total, total > 0 {
      barIndex = text.endIndex
      let left = reached > 0 ? elapsed * Double(max(0, total - reached)) / Double(reached) : 0
      let number = isInBytes ? "\(done)" : "\(done) of \(total)"
      text +=
        isEven ? "\(number) \(rate), \(duration(Int(left.rounded(.up)))) left" : "\(number) \(unit)"
    } else {
      text += "\(done) \(rate)"
    }
    let remark = remark()
    if !remark.isEmpty { text += ", \(remark)" }
    let failed = failures > 0 ? ", \(failures) failed" : ""
    let room = width - 1 - text.count - failed.count
    if let barIndex, let total, room >= 8 {
      text.insert(
        contentsOf: bar(min(1, Double(reached) / Double(total)), length: min(20, room - 3)),
        at: barIndex)
    }
    guard room >= 0 else { return String((text + failed).prefix(max(0, width - 1))) }
    return text + (hasColour && !failed.isEmpty ? "\u{1b}[31m\(failed)\u{1b}[0m" : failed)
  }

  private func bar(_ part: Double, length: Int) -> String {
    let full = Int(part * Double(length))
    return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: length - full)
      + "] "
  }

  private func brief(_ rate: Double) -> String {
    rate >= 10 ? String(Int(rate)) : decimalText(rate, places: 1)
  }

  private func duration(_ seconds: Int) -> String {
    seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Columns; 80 where the terminal does not say.
private func terminalWidth() -> Int {
  var size = winsize()
  guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}

private func secondsNow() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
