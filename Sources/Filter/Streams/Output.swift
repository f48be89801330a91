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

  private let descriptor: Int32
  private let place: String
  /// The name that the file gets at the end.
  private let target: String?
  /// The name that it has until then, where the file system has no nameless files.
  private let temporary: String?
  private static let largeWrite = 128 << 10

  /// - Parameter path: nil or "-" for standard output.
  init(path: String?) throws {
    guard let path, path != "-" else {
      (descriptor, place, target, temporary) = (STDOUT_FILENO, "standard output", nil, nil)
      return
    }
    place = path
    // A link is followed, so that it goes on pointing at the new contents.
    let final = absolutePath(path) ?? path
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
        temporary = name
      } else {
        (descriptor, temporary) = (nameless, nil)
      }
    }
    guard descriptor >= 0 else { throw Fatal("cannot be written: \(systemMessage())", at: path) }
  }

  /// Writes out what has gathered once it is worth a call.
  public func flushIfLarge() throws {
    if text.count >= Self.largeWrite { try flush() }
  }

  /// Writes out what has gathered.
  func flush() throws {
    guard text.count > 0 else { return }
    try text.bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count >= 0 {
          done += count
        } else if errno == EPIPE {
          throw Closed()
        } else if errno != EINTR {
          throw Fatal("cannot be written: \(systemMessage())", at: place)
        }
      }
    }
    text.removeAll()
  }

  /// Writes the rest, and gives a named file its name.
  func finish() throws {
    try flush()
    guard let target else {
      // What a full disk or quota refuses late is told here.
      guard close(descriptor) == 0 || errno == EBADF else {
        throw Fatal("cannot be written: \(systemMessage())", at: place)
      }
      return
    }
    var old = stat()
    if stat(target, &old) == 0 { fchmod(descriptor, old.st_mode & 0o7777) }
    // A nameless file can only take a new name; the rename then replaces the old file in one step.
    let name = temporary ?? "\(target).\(getpid()).new"
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

  /// Forgets what has gathered; a named file never comes to be.
  func discard() {
    if let temporary { unlink(temporary) }
  }
}
