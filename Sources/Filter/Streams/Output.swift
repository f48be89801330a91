import Glibc
import Records

/// Standard output, a pipe or device, or a file that is written whole or not at all.
///
/// Text gathers in `text` and goes out in large writes.
public final class Output {
  /// The reader went away: no error, but nothing is left to do.
  package struct Closed: Error {
    package init() {}
  }

  public var text = JSONText()
  /// Called before each write.
  var beforeWrite: () -> Void = {}

  let destination: Destination
  let descriptor: Int32
  private let place: String
  /// Nil where what is written is there at once.
  private let file: NewFile?
  /// Whether the descriptor was there before and stays: standard output may be another one's too.
  private let isBorrowed: Bool
  private var hasFailed = false
  private static let largeWrite = 128 << 10

  /// The path of the file that comes to be at the end; nil where the output is no such file.
  public var filePath: String? { file?.target }

  /// - Parameter path: nil or "-" for standard output.
  init(path: String?) throws {
    guard let path, path != "-" else {
      (descriptor, destination, place) = (
        STDOUT_FILENO, .descriptor(STDOUT_FILENO), "standard output"
      )
      (isBorrowed, file) = (true, nil)
      return
    }
    place = path
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
      let file = try NewFile(target: final, place: path)
      (self.file, descriptor, isBorrowed) = (file, file.descriptor, false)
    }
  }

  /// The descriptor where it is a pipe or a socket, whose reader may go away; else -1.
  package var pipe: Int32 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return -1 }
    return [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) ? descriptor : -1
  }

  /// The path of the file that a descriptor leads to, as after `> page.html`; nil where it is none.
  var fileBehind: String? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 0
    else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes out what has gathered once it is worth a call.
  public func flushIfLarge() throws {
    if text.count >= Self.largeWrite { try flush() }
  }

  /// Writes out what has gathered.
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
          throw Fatal("cannot be written: \(systemMessage())", at: place)
        }
      }
    }
    hasFailed = false
    text.removeAll()
  }

  /// Writes the rest. A file is whole then, and waits beside its place.
  func settle() throws {
    try flush()
    if let file { return try file.settle() }
    // What a full disk or quota refuses late is told here.
    guard close(isBorrowed ? dup(descriptor) : descriptor) == 0 else {
      throw Fatal("cannot be written: \(systemMessage())", at: place)
    }
  }

  /// Gives a settled file its place.
  func takePlace() throws { try file?.takePlace() }

  /// Writes the rest, and gives a file its place.
  func finish() throws {
    try settle()
    try takePlace()
  }

  /// Ends without success: what is ready is written after all, but a file never comes to be.
  func abandon() throws {
    if file != nil {
      discard()
    } else if !hasFailed {
      try flush()
    }
  }

  /// Forgets what has gathered, and a file.
  func discard() {
    text.removeAll()
    file?.discard()
  }
}
