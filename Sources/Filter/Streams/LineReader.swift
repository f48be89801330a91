import Glibc
import Records

/// Lines of a file descriptor, read in large blocks and handed out without copying.
///
/// Memory is one block, or the longest line. A line's bytes are valid until the next line is
/// requested, and are followed by `Record.padding` readable bytes, as the JSON reader requires.
package final class LineReader {
  /// A longer line is not a record; it is skipped, so that it does not fill the memory.
  static let longestLine = 64 << 20
  package static let tooLongReason = "longer than 64 MiB: no record of a face"
  private static let pieceSize = 256 << 10

  /// The next line.
  package enum Line {
    case bytes(UnsafeRawBufferPointer)
    /// Longer than `longestLine`.
    case tooLong
    case end
  }

  private let descriptor: Int32
  private let location: String
  private let wanted: String
  private let separator: UInt8
  /// Called before a read that would block: the moment to write what is ready.
  package var beforeWaiting: () throws -> Void = {}
  /// Receives every block as it is read, for the copy in the spool.
  var onPiece: (UnsafeRawBufferPointer) throws -> Void = { _ in }
  /// A pipe whose reader may go away while there is nothing to read here; -1 for none.
  package var outputPipe: Int32 = -1
  /// The number of bytes in the lines handed out or skipped so far.
  var bytesPassed: Int { bytesRead - (end - start) }

  private var buffer: UnsafeMutableRawPointer
  private var capacity: Int
  private var start = 0
  private var end = 0
  private var searched = 0
  private var isAtEnd = false
  private var isFirst = true
  private var linesPassed = 0
  /// How far ahead the input is read to count its lines, in bytes.
  private static let maximumAhead = 8 << 20
  private var bytesRead = 0

  /// - Parameters:
  ///   - separator: what ends a line: a line feed, or NUL.
  ///   - location: what messages call the input.
  ///   - wanted: what its lines should be, for a message.
  package init(
    descriptor: Int32, location: String, wanted: String = "records",
    separator: UInt8 = UInt8(ascii: "\n")
  ) {
    self.wanted = wanted
    self.descriptor = descriptor
    self.location = location
    self.separator = separator
    capacity = Self.pieceSize
    buffer = .allocate(byteCount: capacity + Record.padding, alignment: 64)
  }

  deinit {
    buffer.deallocate()
  }

  /// The next line, without its end; a carriage return before a line feed is part of the end.
  package func next() throws -> Line {
    linesPassed += 1
    while true {
      if let found = memchr(buffer + searched, Int32(separator), end - searched) {
        let stop = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
        defer { (start, searched) = (stop + 1, stop + 1) }
        // Which lines fit into a block depends on the sizes of the reads, so the length is checked
        // here too.
        return stop - start > Self.longestLine ? .tooLong : .bytes(line(to: stop))
      }
      searched = end
      if end - start > Self.longestLine {
        try passOverLine()
        return .tooLong
      }
      if isAtEnd {
        guard start < end else { return .end }
        defer { (start, searched) = (end, end) }
        return .bytes(line(to: end))
      }
      try readPiece()
    }
  }

  /// The total number of lines, including those already handed out; nil while the input goes on, or
  /// while more than a few megabytes are ahead. Reads what is available without blocking, and
  /// invalidates the line that was handed out last.
  package func countOfAll() throws -> Int? {
    while !isAtEnd {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard end - start < Self.maximumAhead, poll(&polled, 1, 0) > 0 else { return nil }
      try readPiece()
    }
    let waiting = UnsafeRawBufferPointer(start: buffer + start, count: end - start)
    let ends = waiting.count { $0 == separator }
    return linesPassed + ends + (waiting.last.map { $0 != separator } == true ? 1 : 0)
  }

  private func line(to stop: Int) -> UnsafeRawBufferPointer {
    var (from, to) = (start, stop)
    if isFirst {
      isFirst = false
      // Some editors put a byte-order mark before the first line. A name that ends in NUL may
      // contain any bytes.
      if separator != 0, to - from >= 3,
        memcmp(buffer + from, [0xef, 0xbb, 0xbf] as [UInt8], 3) == 0
      {
        from += 3
      }
    }
    if separator == UInt8(ascii: "\n"), to > from,
      buffer.load(fromByteOffset: to - 1, as: UInt8.self) == 0x0d
    {
      to -= 1
    }
    return UnsafeRawBufferPointer(start: buffer + from, count: to - from)
  }

  private func readPiece() throws {
    if start > 0 {
      memmove(buffer, buffer + start, end - start)
      (start, end, searched) = (0, end - start, searched - start)
    }
    if capacity - end < Self.pieceSize / 2 { grow() }
    var count = 0
    repeat {
      try waitForInput()
      count = read(descriptor, buffer + end, min(capacity - end, Self.pieceSize))
    } while count < 0 && (errno == EINTR || errno == EAGAIN)
    guard count >= 0 else { throw Fatal("cannot be read: \(systemMessage())", at: location) }
    try onPiece(UnsafeRawBufferPointer(start: buffer + end, count: count))
    isAtEnd = count == 0
    let isBeginning = bytesRead == 0
    end += count
    bytesRead += count
    if isBeginning {
      // Its "lines" would fill pages with messages.
      try FirstBytes.refusePicture(
        UnsafeRawBufferPointer(start: buffer, count: end), wanted: wanted, at: location)
    }
  }

  /// Returns when a read would not block.
  private func waitForInput() throws {
    // No event is requested of the pipe, so it reports only that its reader has gone.
    var polled = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: outputPipe, events: 0, revents: 0),
    ]
    guard poll(&polled, 1, 0) == 0 else { return }
    try beforeWaiting()
    while poll(&polled, 2, -1) < 0 && errno == EINTR {}
    if polled[1].revents != 0 { throw Output.Closed() }
  }

  private func grow() {
    capacity = min(2 * capacity, Self.longestLine + 2 * Self.pieceSize)
    let larger = UnsafeMutableRawPointer.allocate(
      byteCount: capacity + Record.padding, alignment: 64)
    memcpy(larger, buffer, end)
    buffer.deallocate()
    buffer = larger
  }

  private func passOverLine() throws {
    while true {
      if let found = memchr(buffer + searched, Int32(separator), end - searched) {
        start = UnsafeRawPointer(found) - UnsafeRawPointer(buffer) + 1
        searched = start
        return
      }
      (start, end, searched) = (0, 0, 0)
      if isAtEnd { return }
      try readPiece()
    }
  }
}
