import Glibc

/// Which contents a path names just now, as far as the system tells without reading them.
public struct FileVersion: Equatable, Sendable {
  private let device, inode, size, seconds, nanoseconds: Int

  /// Nil where there is no such file.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = Int(bitPattern: UInt(status.st_dev))
    inode = Int(bitPattern: UInt(status.st_ino))
    size = Int(status.st_size)
    (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
  }
}
