import CSystem
import Filter
import Glibc

/// A store's file: locked for this process, read through a window, written at its end.
package final class StoreFile {
  /// With links resolved, so that a smaller file replaces the file itself.
  private let path: String
  /// The path as the user gave it.
  let location: String
  private(set) var descriptor: Int32
  let salt: UInt64
  /// In bytes, including those that are still to be written.
  private(set) var size: Int
  /// Whether something could not be written, so that less is stored than intended.
  private(set) var hasFailed = false
  private var waiting: [UInt8] = []
  /// The part of the file that was read last.
  private var window = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var windowStart = 0
  private var windowCount = 0
  private static let readAhead = 1 << 20

  /// Opens a store, or creates one that only its owner can read.
  ///
  /// - Throws: `Fatal` where it is not a store, has another version, is in use, or cannot be
  ///   written.
  init(path given: String) throws {
    guard !given.isEmpty else { throw Fatal("the name of the store is empty") }
    location = given
    path =
      realpath(given, nil).map { resolved in
        defer { free(resolved) }
        return String(cString: resolved)
      } ?? given
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard opened >= 0 else {
      throw Fatal(
        "the store cannot be written: \(systemMessage()); name another file", at: given)
    }
    descriptor = opened
    // `deinit` does not run where this throws before everything is set.
    var isComplete = false
    defer { if !isComplete { close(opened) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Fatal("is not a regular file: name another file for the store", at: given)
    }
    var named = stat()
    guard Self.lock(descriptor), stat(path, &named) == 0, named.st_ino == status.st_ino else {
      throw Fatal(
        "another run is using this store: wait until it has ended, or use a separate store "
          + "for each stage",
        at: given)
    }
    fstat(descriptor, &status)
    size = Int(status.st_size)
    if let salt = try Self.salt(of: descriptor, size: size, location: given) {
      self.salt = salt
      isComplete = true
    } else {
      salt = UInt64.random(in: 1 ... .max)
      isComplete = true
      try begin()
    }
  }

  deinit {
    window.deallocate()
    close(descriptor)
  }

  /// Waits a moment for a run that is just ending, but no longer, since that run may be waiting for
  /// this one.
  private static func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<100 {
      if lock_file(descriptor) == 0 { return true }
      guard errno == EWOULDBLOCK else { return false }
      usleep(10_000)
    }
    return false
  }

  private func begin() throws {
    try cut(to: 0)
    waiting = Self.head(salt: salt)
    size = waiting.count
    try flush()
  }

  // MARK: Reading

  /// The bytes at an offset, valid until the next call; nil where the file ends before them.
  func bytes(at offset: Int, count: Int) throws -> UnsafeRawBufferPointer? {
    guard offset >= 0, count >= 0, offset + count <= size else { return nil }
    if offset + count > size - waiting.count { try flush() }
    if offset < windowStart || offset + count > windowStart + windowCount {
      try read(from: offset, atLeast: count)
      guard windowCount >= count else { return nil }
    }
    return UnsafeRawBufferPointer(rebasing: window[(offset - windowStart)...].prefix(count))
  }

  private func read(from offset: Int, atLeast count: Int) throws {
    // Sequential reads get a large window; random ones only what was requested.
    let isNext = offset >= windowStart && offset <= windowStart + windowCount + Self.readAhead
    let wanted = min(isNext ? max(count, Self.readAhead) : count, size - offset)
    if wanted > window.count {
      window.deallocate()
      window = .allocate(byteCount: wanted, alignment: 16)
    }
    (windowStart, windowCount) = (offset, 0)
    while windowCount < wanted {
      let got = pread(
        descriptor, window.baseAddress.map { $0 + windowCount }, wanted - windowCount,
        off_t(offset + windowCount))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else {
        throw Fatal("the store cannot be read: \(systemMessage())", at: location)
      }
      if got == 0 { break }
      windowCount += got
    }
  }

  // MARK: Writing

  /// Adds an entry at the end, and returns its offset. Once `flush` has returned, it survives the
  /// end of this process.
  func append(_ entry: StoreEntry, _ answer: UnsafeRawBufferPointer) throws -> Int {
    let offset = size
    entry.append(to: &waiting, at: offset, salt: salt)
    waiting.append(contentsOf: answer)
    size += StoreEntry.size + answer.count
    if waiting.count >= 256 << 10 { try flush() }
    return offset
  }

  /// Writes what is waiting to the file.
  ///
  /// - Throws: `Fatal` where the disk is full; what could not be written completely is removed
  ///   again.
  func flush() throws {
    guard !waiting.isEmpty else { return }
    var start = size - waiting.count
    let begun = start
    let failure: Int32? = waiting.withUnsafeBytes { bytes in
      while start < size {
        let count = pwrite(
          descriptor, bytes.baseAddress.map { $0 + (start - begun) }, size - start, off_t(start))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        start += count
      }
      return nil
    }
    waiting.removeAll(keepingCapacity: true)
    guard let failure else { return }
    hasFailed = true
    // The complete entries among it were not delivered yet, so nobody misses them.
    try cut(to: begun)
    throw Fatal(
      "the store cannot be written: \(systemMessage(failure)); make room and run again: what "
        + "was finished is kept",
      at: location)
  }

  /// Cuts off the end of the file.
  func cut(to length: Int) throws {
    waiting.removeAll()
    windowCount = 0
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw Fatal("the store cannot be written: \(systemMessage())", at: location)
    }
    size = length
  }

  /// Asks for everything to be written to the disk, in case of a loss of power.
  func settle() {
    fdatasync(descriptor)
  }

  // MARK: Rewriting

  /// Replaces this file with one that holds only some of its entries, atomically.
  ///
  /// - Parameter entries: their offsets, in the order in which they will be written.
  /// - Throws: `Fatal` where there is no room for a second file; the old one then stays.
  func rewrite(_ entries: [Int]) throws {
    try flush()
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    let name = "\(folder)fc-memo-\(getpid()).new"
    let fresh = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fresh >= 0 else { throw unwritableBeside() }
    var isDone = false
    defer { if !isDone { _ = (unlink(name), close(fresh)) } }
    var (text, written) = (Self.head(salt: salt), 0)
    func write() throws {
      var done = 0
      while done < text.count {
        let count = text.withUnsafeBytes {
          Glibc.write(fresh, $0.baseAddress.map { $0 + done }, $0.count - done)
        }
        guard count >= 0 || errno == EINTR else { throw unwritableBeside() }
        done += max(count, 0)
      }
      written += text.count
      text.removeAll(keepingCapacity: true)
    }
    for offset in entries {
      guard let head = try bytes(at: offset, count: StoreEntry.size),
        let entry = StoreEntry(head, at: offset, salt: salt),
        let answer = try bytes(at: offset + StoreEntry.size, count: entry.length),
        entry.holds(answer)
      else { continue }
      entry.append(to: &text, at: written + text.count, salt: salt)
      text.append(contentsOf: answer)
      if text.count >= 256 << 10 { try write() }
    }
    try write()
    guard lock_file(fresh) == 0, fsync(fresh) == 0, rename(name, path) == 0 else {
      throw unwritableBeside()
    }
    isDone = true
    close(descriptor)
    (descriptor, size, windowCount) = (fresh, written, 0)
  }

  private func unwritableBeside() -> Fatal {
    Fatal(
      "the smaller store cannot be written beside it: \(systemMessage()); the old one stays",
      at: location)
  }
}
