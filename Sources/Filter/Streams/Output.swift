import CSystem
import Glibc
import Records

/// Standard output, or a file that is written whole or not at all.
///
/// Text gathers in `text` and goes out in large writes. A named file is first made without a name and gets it at the
/// end, so that an interrupted run leaves the old file and no litter.
public final class Output {
  /// The reader went away: no error, but nothing is left to do.
  struct Closed: Error {}

  public var text = JSONText()
  /// Called before each write.
  var beforeWrite: () -> Void = {}

  let descriptor: Int32
  private let place: String
  /// The name that the file gets at the end.
  private let target: String?
  /// The name that it has until then, where the file system has no nameless files.
  private let temporary: String?
  /// Whether the descriptor was there before and stays: standard output may be another one's too.
  private let isBorrowed: Bool
  private let isGuarded: Bool
  private var hasFailed = false
  private static let largeWrite = 128 << 10

  /// Whether it is a file that comes to be at the end.
  var isNamedFile: Bool { target != nil }

  /// - Parameters:
  ///   - path: nil or "-" for standard output.
  ///   - isGuarded: whether a signal that ends the process removes what has a name already. One output a process:
  ///     the one that is long under way.
  init(path: String?, isGuarded: Bool = false) throws {
    self.isGuarded = isGuarded
    guard let path, path != "-" else {
      (descriptor, place, target, temporary) = (STDOUT_FILENO, "standard output", nil, nil)
      isBorrowed = true
      return
    }
    guard !path.isEmpty else { throw Fatal("the name of a file to write is empty") }
    place = path
    switch destination(path) {
    case .descriptor(let number):
      (descriptor, target, temporary) = (number, nil, nil)
      isBorrowed = true
    case .file(let final):
      isBorrowed = false
      var status = stat()
      if stat(final, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        guard status.st_mode & S_IFMT != S_IFDIR else { throw Fatal("is a directory: name a file", at: path) }
        descriptor = open(final, O_WRONLY | O_CLOEXEC)
        (target, temporary) = (nil, nil)
      } else {
        target = final
        let nameless = nameless_file(directory(of: final), 0o666)
        if nameless < 0, errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
          let name = "\(final).\(getpid()).new"
          descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
          if isGuarded, descriptor >= 0 { remove_at_signal(name) }
          temporary = name
        } else {
          (descriptor, temporary) = (nameless, nil)
        }
      }
    }
    guard descriptor >= 0 else { throw Fatal("cannot be written: \(systemMessage())", at: path) }
  }

  /// The descriptor where it is a pipe or a socket, whose reader may go away; else -1.
  var pipe: Int32 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return -1 }
    return [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) ? descriptor : -1
  }

  /// Writes out what has gathered once it is worth a call.
  public func flushIfLarge() throws {
    if text.count >= Self.largeWrite { try flush() }
  }

  /// Writes out what has gathered.
  func flush() throws {
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

  /// Writes the rest, and gives a named file its name.
  func finish() throws {
    try flush()
    guard let target else {
      // What a full disk or quota refuses late is told here.
      guard close(isBorrowed ? dup(descriptor) : descriptor) == 0 || errno == EBADF else {
        throw Fatal("cannot be written: \(systemMessage())", at: place)
      }
      return
    }
    var old = stat()
    if stat(target, &old) == 0 { fchmod(descriptor, old.st_mode & 0o7777) }
    // A nameless file can only take a new name; the rename then replaces the old file in one step.
    let name = temporary ?? "\(target).\(getpid()).new"
    if isGuarded { remove_at_signal(name) }
    let isNamed =
      temporary != nil
      || linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    guard isNamed, rename(name, target) == 0 else {
      let message = systemMessage()
      unlink(name)
      throw Fatal("cannot be written: \(message)", at: place)
    }
    close(descriptor)
  }

  /// Ends without success: what is ready is written after all, but a named file never comes to be.
  func abandon() throws {
    if isNamedFile {
      discard()
    } else if !hasFailed {
      try flush()
    }
  }

  /// Forgets a named file.
  func discard() {
    if let temporary { unlink(temporary) }
    if !isBorrowed { close(descriptor) }
  }
}

/// What an output's path means.
private enum Destination {
  /// An open descriptor, such as /dev/stdout: what stands in a file behind it stays.
  case descriptor(Int32)
  /// A path that is no link.
  case file(String)
}

/// Follows links, dangling ones too, so that they go on pointing at the new contents.
private func destination(_ path: String) -> Destination {
  var path = path
  for _ in 0..<40 {
    if let number = descriptorNumber(path) { return .descriptor(number) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { break }
    let link = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = link.hasPrefix("/") ? link : "\(directory(of: path))/\(link)"
  }
  return .file(path)
}

private func descriptorNumber(_ path: String) -> Int32? {
  switch path {
  case "/dev/stdout": return STDOUT_FILENO
  case "/dev/stderr": return STDERR_FILENO
  default:
    guard let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix) else { return nil }
    return Int32(path.dropFirst(folder.count))
  }
}
