import CSystem
import Glibc

/// A file that replaces an old one at the end, all at once.
///
/// Until then it has no name, where the file system allows that, so that an interrupted run leaves
/// the old file and no litter.
final class NewFile {
  let descriptor: Int32
  /// The final path, with links resolved.
  let target: String
  /// What messages call it.
  private let location: String
  /// The temporary name.
  private var temporary: String?
  private var slot: Int32 = -1

  /// - Throws: `Fatal` where it cannot be made.
  init(target: String, location: String) throws {
    self.target = target
    self.location = location
    let nameless = nameless_file(directory(of: target), 0o666)
    if nameless < 0, errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
      var opened: Int32 = -1
      temporary = withFreeName(beside: target) { name in
        opened = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        return opened >= 0
      }
      descriptor = opened
      if let temporary { slot = remove_at_signal(temporary) }
    } else {
      descriptor = nameless
    }
    guard descriptor >= 0 else {
      throw Fatal("cannot be written: \(systemMessage())", at: location)
    }
  }

  /// Gives it a temporary name beside the target. Late errors of a full disk, a quota or a server
  /// appear here.
  func settle() throws {
    keepModeOfOldFile()
    // A nameless file can only be linked to a new name; the rename then replaces the old file at
    // once.
    if temporary == nil {
      temporary = withFreeName(beside: target) { name in
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
      }
      guard let temporary else { throw unwritable() }
      slot = remove_at_signal(temporary)
    }
    guard close(dup(descriptor)) == 0 else { throw unwritable() }
  }

  /// Renames it to the target.
  func commit() throws {
    guard let temporary, rename(temporary, target) == 0 else { throw unwritable() }
    keep_at_signal(slot)
    self.temporary = nil
    close(descriptor)
  }

  /// Discards the file.
  func discard() {
    if let temporary { unlink(temporary) }
    keep_at_signal(slot)
    temporary = nil
    close(descriptor)
  }

  /// Gives the new file the old one's permissions, but not its setuid and setgid bits. Where the
  /// group cannot be kept, group members get no more rights than others.
  private func keepModeOfOldFile() {
    var (old, new) = (stat(), stat())
    guard stat(target, &old) == 0, fstat(descriptor, &new) == 0 else { return }
    var mode = old.st_mode & 0o777
    let isOther = old.st_uid != new.st_uid || old.st_gid != new.st_gid
    if isOther, fchown(descriptor, old.st_uid, old.st_gid) != 0,
      fchown(descriptor, uid_t.max, old.st_gid) != 0
    {
      mode &= ~0o070 | (mode & 0o007) << 3
    }
    fchmod(descriptor, mode)
  }

  private func unwritable() -> Fatal {
    Fatal("cannot be written: \(systemMessage())", at: location)
  }
}

/// Tries names beside a file until one is free: a run that was killed may have left some.
///
/// - Returns: the name with which `make` succeeded; nil, with `errno` set, where it failed for a
///   reason other than an existing name.
private func withFreeName(beside target: String, _ make: (String) -> Bool) -> String? {
  for number in 0..<1000 {
    let name = "\(directory(of: target))/fc-\(getpid())-\(number).new"
    if make(name) { return name }
    guard errno == EEXIST else { return nil }
  }
  return nil
}
