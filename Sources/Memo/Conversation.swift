import Filter
import Glibc
import Records

/// The turns that a running command and this process take: what it reads, what it writes, and what
/// else goes on meanwhile.
final class Conversation {
  /// What a turn is for.
  enum Goal {
    /// Whatever can be done without waiting.
    case nothing
    /// Until more may be asked.
    case room
    /// Until the input has more.
    case input(Int32)
    /// Until the command has ended its output.
    case end
  }

  let child: Child
  /// Whether the command has ended its output.
  private(set) var isAtEnd = false
  private unowned let exchange: Exchange
  private let outputPipe: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
  /// The beginning of a line.
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

  /// Whether asking more is of no use.
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
        // Asked for nothing, and so answers only when its reader has gone.
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

  /// A last line may lack its end.
  func hearRest() throws {
    let line = rest
    rest.removeAll(keepingCapacity: true)
    try line.withUnsafeBytes { try exchange.hear($0) }
  }

  /// Nothing has happened for a while.
  private func noticeSilence(_ goal: Goal) throws {
    guard case .end = goal, child.input < 0 else { return }
    if child.wait(mayWait: false) != nil {
      // Something that it started holds its output open.
      isAtEnd = true
    } else if silentTurns == 0 {
      exchange.run.note(
        "\(exchange.stage.name) has had all its input for 10 s, and neither wrote nor ended "
          + "since: if it never ends, stop "
          + "it; what is finished is kept")
    }
    silentTurns += 1
  }
}

extension Exchange {
  /// What is delivered is kept before; what could not be kept will be asked again, and so was not
  /// finished.
  func flush() throws {
    defer { if store.hasFailed { run.output.text.removeAll() } }
    try store.flush()
    if !store.hasFailed { try run.output.flush() }
  }

  func flushIfLarge() throws {
    if run.output.text.count >= 128 << 10 { try flush() }
  }
}
