import Glibc

/// What the system knows about a file without reading it.
package protocol FileState {
  init(_ status: stat)
}

extension FileState {
  /// Nil where there is no such file.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Nil where the descriptor is not a regular file's.
  init?(regular descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }
}

/// Which file a path leads to, however it is written: links, hard links and `./` make no
/// difference.
public struct FileIdentity: Hashable, Sendable, FileState {
  let device, inode: UInt

  package init(_ status: stat) {
    (device, inode) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}

/// The version of a file's contents, as far as the system knows it without reading them.
public struct FileVersion: Equatable, Sendable, FileState {
  public let identity: FileIdentity
  private let size, seconds, nanoseconds: Int

  package init(_ status: stat) {
    identity = FileIdentity(status)
    size = Int(status.st_size)
    (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
  }
}
