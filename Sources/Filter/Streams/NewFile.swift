import CSystem
import Glibc

/// A file that takes its place at the end, whole, instead of what stood there.
///
/// Until then it has no name where the file system allows that, so that an interrupted run leaves
/// the old file and no litter.
final class NewFile {
  let descriptor: Int32
  /// The path that it gets; no link.
  let target: String
  /// What messages call it.
  private let place: String
  /// The name that it has before.
  private var temporary: String?
  private var slot: Int32 = -1

  /// - Throws: `Fatal` where it cannot be made.
  init(target: String, place: String) throws {
    self.target = target
    self.place = place
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
    guard descriptor >= 0 else { throw Fatal("cannot be written: \(systemMessage())", at: place) }
  }

  /// Gives it a name beside its place. What a full disk, a quota or a server refuses late is told
  /// here.
  func settle() throws {
    keepModeOfOldFile()
    // A nameless file can only take a new name; the rename then replaces the old file in one step.
    if temporary == nil {
      temporary = withFreeName(beside: target) { name in
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
      }
      guard let temporary else { throw unwritable() }
      slot = remove_at_signal(temporary)
    }
    guard close(dup(descriptor)) == 0 else { throw unwritable() }
  }

  /// Takes its place.
  func takePlace() throws {
    guard let temporary, rename(temporary, target) == 0 else { throw unwritable() }
    keep_at_signal(slot)
    self.temporary = nil
    close(descriptor)
  }

  /// Forgets the file.
  func discard() {
    if let temporary { unlink(temporary) }
    keep_at_signal(slot)
    temporary = nil
    close(descriptor)
  }

  /// Who might read and write the old file may do so with the new one, but a program that ran with
  /// its owner's rights has gone. Where the group cannot be kept, its members are as others are.
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

  private func unwritable() -> Fatal { Fatal("cannot be written: \(systemMessage())", at: place) }
}

/// Tries names in the folder of a file until one is free: something that was killed may have left
/// some.
///
/// - Returns: the name with which `make` succeeded; nil, and errno, where it failed for another
///   reason than the name.
private func withFreeName(beside target: String, _ make: (String) -> Bool) -> String? {
  for number in 0..<1000 {
    let name = "\(directory(of: target))/fc-\(getpid())-\(number).new"
    if make(name) { return name }
    guard errno == EEXIST else { return nil }
  }
  return nil
}
