import CSystem
import Filter
import Glibc

/// Answers by their keys, in one file that is only appended to: an entry is never overwritten.
///
/// Each entry has its own checksum, so damage to the file costs only the entries that it hits: an
/// incomplete entry at the end is cut off, and a damaged one is skipped. SQLite was tried instead:
/// it does not check its pages, so it returned wrong answers after a part of its file had been
/// overwritten; it also took three to nine times as long to write, and 13 % more space. Memory
/// holds the offset of each answer (some 80 bytes), not the answer.
package final class Store {
  private struct Stored {
    let offset: Int
    /// The length of the answer.
    let length: UInt32
    var isUsed = false
  }

  private let file: StoreFile
  private var stored: [Digest: Stored] = [:]
  /// The number of bytes in the file that were not part of a valid entry when it was opened.
  package private(set) var damagedBytes = 0
  /// The size of the entries that this run used or added.
  private(set) var usedBytes = 0
  private var settledAt = 0

  /// - Throws: `Fatal` where the file is not a store, has another version, is in use, or cannot be
  ///   written.
  package init(path: String) throws {
    file = try StoreFile(path: path)
    try findEntries()
    settledAt = secondsNow()
  }

  var location: String { file.location }
  package var size: Int { file.size }
  var hasFailed: Bool { file.hasFailed }
  var count: Int { stored.count }

  private func findEntries() throws {
    var (offset, end) = (StoreFile.headSize, StoreFile.headSize)
    while let head = try file.bytes(at: offset, count: StoreEntry.size) {
      if let entry = StoreEntry(head, at: offset, salt: file.salt),
        entry.length <= StoreEntry.longestAnswer,
        offset + StoreEntry.size + entry.length <= file.size
      {
        damagedBytes += offset - end
        stored[entry.key] = Stored(offset: offset, length: UInt32(entry.length))
        offset += StoreEntry.size + entry.length
        end = offset
      } else {
        offset = try nextMark(after: offset)
      }
    }
    guard end < file.size else { return }
    damagedBytes += file.size - end
    try file.cut(to: end)
  }

  /// The offset of the next mark, where an entry may begin.
  private func nextMark(after offset: Int) throws -> Int {
    var start = offset + 1
    while start + StoreEntry.size <= file.size {
      let count = min(64 << 10, file.size - start)
      guard let piece = try file.bytes(at: start, count: count) else { break }
      if let found = find_bytes(
        piece.baseAddress, piece.count, StoreEntry.mark, StoreEntry.mark.count),
        let base = piece.baseAddress
      {
        return start + (UnsafeRawPointer(found) - base)
      }
      start += max(1, count - StoreEntry.mark.count + 1)
    }
    return file.size
  }

  // MARK: Answers

  /// The answer to a key, valid until the next call; nil where there is none, or it is damaged.
  package func answer(
    _ key: Digest
  ) throws -> (bytes: UnsafeRawBufferPointer, flags: AnswerFlags)? {
    guard let known = stored[key] else { return nil }
    let whole = try file.bytes(at: known.offset, count: StoreEntry.size + Int(known.length))
    guard let whole, let entry = StoreEntry(whole, at: known.offset, salt: file.salt),
      entry.key == key,
      case let answer = UnsafeRawBufferPointer(rebasing: whole[StoreEntry.size...]),
      entry.holds(answer)
    else {
      damagedBytes += Int(known.length)
      stored[key] = nil
      return nil
    }
    if !known.isUsed {
      stored[key]?.isUsed = true
      usedBytes += StoreEntry.size + entry.length
    }
    return (answer, entry.flags)
  }

  /// Stores an answer, for this run and later ones.
  ///
  /// - Throws: `Fatal` where the disk is full.
  package func keep(_ answer: UnsafeRawBufferPointer, for key: Digest, flags: AnswerFlags) throws {
    let entry = StoreEntry(key: key, answer: answer, flags: flags)
    stored[key] = Stored(
      offset: try file.append(entry, answer), length: UInt32(answer.count), isUsed: true)
    usedBytes += StoreEntry.size + answer.count
  }

  /// Writes everything to the file, so that it survives the end of this process; every now and
  /// then, also to the disk, so that it survives a loss of power.
  package func flush() throws {
    try file.flush()
    guard secondsNow() - settledAt >= 5 else { return }
    file.settle()
    settledAt = secondsNow()
  }

  /// Removes what was added since the store had this size.
  func cut(to size: Int) throws {
    try file.cut(to: size)
    stored = stored.filter { $0.value.offset < size }
  }

  /// Removes what this run neither used nor added (`prunes`); then, until the file has at most
  /// `maximumSize` bytes, the oldest of what is unused, and after that the oldest of all.
  package func shrink(prunes: Bool, to maximumSize: Int?) throws {
    try file.flush()
    var kept = stored.values.filter { $0.isUsed || !prunes }
    kept.sort { ($0.isUsed ? 1 : 0, $0.offset) > ($1.isUsed ? 1 : 0, $1.offset) }
    var total = StoreFile.headSize
    var offsets: [Int] = []
    for answer in kept {
      let size = StoreEntry.size + Int(answer.length)
      if let maximumSize, total + size > maximumSize { break }
      total += size
      offsets.append(answer.offset)
    }
    guard total < file.size else { return }
    try file.rewrite(offsets.sorted())
    stored = [:]
  }
}

private func secondsNow() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec
}
