import CHash
import Glibc

/// How fc-memo decides whether a file is unchanged.
public enum Sameness: String, CaseIterable, Sendable {
  /// By its size and the time of its last change.
  case time
  /// By its bytes, all of which are read.
  case content
}

private struct Moment: Equatable {
  let seconds, nanoseconds: Int
}

/// The state of a file at some moment.
struct FileStamp: Equatable {
  private let device, inode, size: Int
  private let modified, changed: Moment
  private let content: Digest?

  /// Nil where there is no such file, or with `.content` where it cannot be read.
  init?(path: String, by sameness: Sameness) {
    guard !path.utf8.contains(0), let status = settledStatus(path) else { return nil }
    device = Int(bitPattern: UInt(status.st_dev))
    inode = Int(bitPattern: UInt(status.st_ino))
    size = Int(status.st_size)
    modified = Moment(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    changed = Moment(seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
    guard sameness == .content, status.st_mode & S_IFMT == S_IFREG else {
      content = nil
      return
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hash = hash_value()
    guard hash_file(descriptor, &hash) == 0 else { return nil }
    content = Digest(hash)
  }

  /// Adds everything that must be unchanged for the stored answer to be used.
  static func add(_ stamp: FileStamp?, to parts: inout DigestOfParts) {
    guard let stamp else { return parts.add(0) }
    if let content = stamp.content {
      parts.add(1)
      parts.add(content)
    } else {
      parts.add(2)
      parts.add(stamp.size)
      parts.add(stamp.modified.seconds)
      parts.add(stamp.modified.nanoseconds)
    }
  }

  /// Whether the file is still exactly as in this stamp; nil stands for a missing file. Stricter
  /// than `Sameness`, and without reading the file.
  static func isUntouched(_ path: String, since stamp: FileStamp?) -> Bool {
    let now = FileStamp(path: path, by: .time)
    guard let stamp, let now else { return (stamp == nil) == (now == nil) }
    return (stamp.device, stamp.inode, stamp.size) == (now.device, now.inode, now.size)
      && stamp.modified == now.modified && stamp.changed == now.changed
  }
}

/// The status of a file, taken late enough that any later change gets a different time.
private func settledStatus(_ path: String) -> stat? {
  var (status, now) = (stat(), timespec())
  guard stat(path, &status) == 0 else { return nil }
  for _ in 0..<20 {
    // File times come from a clock that ticks every 1 to 10 ms.
    clock_gettime(CLOCK_REALTIME_COARSE, &now)
    let age =
      (now.tv_sec - status.st_mtim.tv_sec) * 1_000_000_000 + now.tv_nsec - status.st_mtim.tv_nsec
    guard age <= 0, age > -20_000_000 else { break }
    usleep(1000)
    guard stat(path, &status) == 0 else { return nil }
  }
  return status
}
