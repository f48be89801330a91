import Glibc
import Records

/// Standard output, a pipe or device, or a file that is written completely or not at all.
///
/// Text is collected in `text` and written in large blocks.
public final class Output {
  /// The reader has gone: not an error, but nothing is left to do.
  package struct Closed: Error {
    package init() {}
  }

  public var text = JSONText()
  /// Called before each write.
  var beforeWrite: () -> Void = {}

  let destination: Destination
  let descriptor: Int32
  private let location: String
  /// Nil where the output is written directly.
  private let file: NewFile?
  /// Whether the descriptor was already open and is left open: other programs may use standard
  /// output.
  private let isBorrowed: Bool
  private var hasFailed = false
  private static let largeWrite = 128 << 10

  /// The path of the file that will appear at the end; nil where the output is not such a file.
  public var filePath: String? { file?.target }

  /// - Parameter path: nil or "-" for standard output.
  init(path: String?) throws {
    guard let path, path != "-" else {
      (descriptor, destination, location) = (
        STDOUT_FILENO, .descriptor(STDOUT_FILENO), "standard output"
      )
      (isBorrowed, file) = (true, nil)
      return
    }
    location = path
    destination = try Destination(path)
    switch destination {
    case .descriptor(let number):
      (descriptor, isBorrowed, file) = (number, true, nil)
      guard fcntl(number, F_GETFD) >= 0 else {
        throw Fatal("cannot be written: \(systemMessage())", at: path)
      }
    case .stream(let final):
      (descriptor, isBorrowed, file) = (open(final, O_WRONLY | O_CLOEXEC), false, nil)
      guard descriptor >= 0 else { throw Fatal("cannot be written: \(systemMessage())", at: path) }
    case .file(let final):
      let file = try NewFile(target: final, location: path)
      (self.file, descriptor, isBorrowed) = (file, file.descriptor, false)
    }
  }

  /// The descriptor where it is a pipe or a socket, whose reader may go away; otherwise -1.
  package var pipe: Int32 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return -1 }
    return [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) ? descriptor : -1
  }

  /// The path of the file behind a descriptor, as after `> page.html`; nil where there is none.
  var fileBehind: String? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 0
    else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes the collected text once it is worth a system call.
  public func flushIfLarge() throws {
    if text.count >= Self.largeWrite { try flush() }
  }

  /// Writes the collected text.
  package func flush() throws {
    guard text.count > 0 else { return }
    beforeWrite()
    hasFailed = true
    try text.bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count >= 0 {
          done += count
        } else if errno == EPIPE {
          throw Closed()
        } else if errno == EAGAIN {
          var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&polled, 1, -1)
        } else if errno != EINTR {
          throw Fatal("cannot be written: \(systemMessage())", at: location)
        }
      }
    }
    hasFailed = false
    text.removeAll()
  }

  /// Writes the rest. A file is then complete, under a temporary name.
  func settle() throws {
    try flush()
    if let file { return try file.settle() }
    // Late errors of a full disk or a quota appear here.
    guard close(isBorrowed ? dup(descriptor) : descriptor) == 0 else {
      throw Fatal("cannot be written: \(systemMessage())", at: location)
    }
  }

  /// Renames a settled file to its final name.
  func commit() throws { try file?.commit() }

  /// Writes the rest, and renames a file to its final name.
  func finish() throws {
    try settle()
    try commit()
  }

  /// Ends without success: what is ready is written, but a file never appears.
  func abandon() throws {
    if file != nil {
      discard()
    } else if !hasFailed {
      try flush()
    }
  }

  /// Discards the collected text, and a file.
  func discard() {
    text.removeAll()
    file?.discard()
  }
}
