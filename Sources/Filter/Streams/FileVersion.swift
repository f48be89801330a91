import Glibc

/// Which file a path names, whatever the path: links, hard links and `./` make no difference.
public struct FileIdentity: Hashable, Sendable {
  let device, inode: UInt

  /// Nil where there is no such file.
  public init?(path: String) {
    guard let status = status(path: path) else { return nil }
    self.init(status)
  }

  /// Nil where the descriptor is no regular file's.
  init?(regular descriptor: Int32) {
    guard let status = status(regular: descriptor) else { return nil }
    self.init(status)
  }

  fileprivate init(_ status: stat) {
    (device, inode) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}

/// Which contents a file has just now, as far as the system tells without reading them.
public struct FileVersion: Equatable, Sendable {
  public let identity: FileIdentity
  private let size, seconds, nanoseconds: Int

  /// Nil where there is no such file.
  public init?(path: String) {
    guard let status = status(path: path) else { return nil }
    self.init(status)
  }

  /// Nil where the descriptor is no regular file's.
  init?(regular descriptor: Int32) {
    guard let status = status(regular: descriptor) else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    identity = FileIdentity(status)
    size = Int(status.st_size)
    (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
  }
}

private func status(path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 ? status : nil
}

private func status(regular descriptor: Int32) -> stat? {
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return status
}
