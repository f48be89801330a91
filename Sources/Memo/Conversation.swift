import Filter
import Glibc
import Records

/// Alternates between writing to the running command, reading from it, and what else goes on in the
/// meantime.
final class Conversation {
  /// What a turn waits for.
  enum Goal {
    /// Nothing: only what can be done without blocking.
    case nothing
    /// Room for more questions.
    case room
    /// More input on this descriptor.
    case input(Int32)
    /// The end of the command's output.
    case end
  }

  let child: Child
  /// Whether the command has ended its output.
  private(set) var isAtEnd = false
  private unowned let exchange: Exchange
  private let outputPipe: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
  /// An incomplete line.
  private(set) var rest: [UInt8] = []
  private var silentTurns = 0

  /// - Throws: `Fatal` where the command cannot be started.
  init(_ exchange: Exchange) throws {
    self.exchange = exchange
    outputPipe = exchange.run.output.pipe
    child = try Child(path: exchange.stage.path, arguments: exchange.stage.arguments)
  }

  deinit {
    buffer.deallocate()
  }

  /// Whether further questions would be useless.
  var isOver: Bool { isAtEnd || child.hasRefused }

  func turn(until goal: Goal) throws {
    while !isAtEnd {
      child.send()
      var source: Int32 = -1
      switch goal {
      case .room: if child.waitingCount <= 32 << 10 { return }
      case .end: if child.waitingCount == 0 { child.finishInput() }
      case .input(let descriptor): source = descriptor
      case .nothing: break
      }
      var polled = [
        pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: child.waitingCount > 0 ? child.input : -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: source, events: Int16(POLLIN), revents: 0),
        // No event is requested of it, so it reports only that its reader has gone.
        pollfd(fd: outputPipe, events: 0, revents: 0),
      ]
      if poll(&polled, 4, 0) == 0 {
        if case .nothing = goal { return }
        if case .input = goal, exchange.askForMark() { continue }
        try exchange.deliverBeginning()
        try exchange.flush()
        if poll(&polled, 4, 10_000) == 0 { try noticeSilence(goal) }
      }
      if polled[3].revents != 0 { throw Output.Closed() }
      if polled[0].revents != 0 { try listen() }
      if polled[2].revents != 0 { return }
    }
  }

  private func listen() throws {
    let piece = try child.read(into: buffer)
    silentTurns = 0
    guard !piece.isEmpty else {
      isAtEnd = true
      return
    }
    var start = 0
    while let base = piece.baseAddress, let found = memchr(base + start, 10, piece.count - start) {
      let end = UnsafeRawPointer(found) - base
      let line = UnsafeRawBufferPointer(rebasing: piece[start..<end])
      if rest.isEmpty {
        try exchange.hear(line)
      } else {
        rest.append(contentsOf: line)
        try hearRest()
      }
      start = end + 1
    }
    rest.append(contentsOf: piece[start...])
    guard rest.count <= StoreEntry.longestAnswer else {
      throw exchange.mistrust("writes a line without an end")
    }
    try exchange.flushIfLarge()
  }

  /// Processes a last line without a line feed.
  func hearRest() throws {
    let line = rest
    rest.removeAll(keepingCapacity: true)
    try line.withUnsafeBytes { try exchange.hear($0) }
  }

  /// Called when nothing has happened for a while.
  private func noticeSilence(_ goal: Goal) throws {
    guard case .end = goal, child.input < 0 else { return }
    if child.wait(mayWait: false) != nil {
      // A process that it started holds its output open.
      isAtEnd = true
    } else if silentTurns == 0 {
      exchange.run.note(
        "\(exchange.stage.name) got the last of its input 10 s ago, and has neither written "
          + "anything nor ended since: if it never ends, stop it; what is finished is kept")
    }
    silentTurns += 1
  }
}

extension Exchange {
  /// Stores answers before they are delivered: one that could not be stored will be computed again,
  /// so it does not count as finished.
  func flush() throws {
    defer { if store.hasFailed { run.output.text.removeAll() } }
    try store.flush()
    if !store.hasFailed { try run.output.flush() }
  }

  func flushIfLarge() throws {
    if run.output.text.count >= 128 << 10 { try flush() }
  }
}
