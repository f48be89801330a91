import CSystem
import Filter
import Glibc

/// Answers by their keys, in one file that only grows: an entry is never written over.
///
/// Each entry has a check of its own, so that whatever befalls the file costs the entries that it
/// hits, and no others: half an entry at the end is cut off, and a damaged one is passed over.
/// SQLite, tried in its place, served wrong answers after a part of its file was written over,
/// since it checks no page; it took three to nine times the time to write, and 13 % more room. In
/// memory is where each answer stands (some 80 bytes), not the answer.
package final class Store {
  private struct Place {
    let offset: Int
    /// Of the answer.
    let length: UInt32
    var isUsed = false
  }

  private let file: StoreFile
  private var places: [Digest: Place] = [:]
  /// Bytes of the file that were no entry when it was opened.
  package private(set) var damagedBytes = 0
  /// Bytes of the entries that this run used or added.
  private(set) var usedBytes = 0
  private var settledAt = 0

  /// - Throws: `Fatal` where the file is no store, another version's, in use, or cannot be written.
  package init(path: String) throws {
    file = try StoreFile(path: path)
    try findEntries()
    settledAt = secondsNow()
  }

  var place: String { file.place }
  package var size: Int { file.size }
  var hasFailed: Bool { file.hasFailed }
  var count: Int { places.count }

  private func findEntries() throws {
    var (offset, end) = (StoreFile.headSize, StoreFile.headSize)
    while let head = try file.bytes(at: offset, count: StoreEntry.size) {
      if let entry = StoreEntry(head, at: offset, salt: file.salt),
        entry.length <= StoreEntry.longestAnswer,
        offset + StoreEntry.size + entry.length <= file.size
      {
        damagedBytes += offset - end
        places[entry.key] = Place(offset: offset, length: UInt32(entry.length))
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

  /// Where the next entry may begin.
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

  /// The answer to a key, valid until the next call; nil where there is none, or it was damaged.
  package func answer(
    _ key: Digest
  ) throws -> (bytes: UnsafeRawBufferPointer, flags: AnswerFlags)? {
    guard let place = places[key] else { return nil }
    let whole = try file.bytes(at: place.offset, count: StoreEntry.size + Int(place.length))
    guard let whole, let entry = StoreEntry(whole, at: place.offset, salt: file.salt),
      entry.key == key,
      case let answer = UnsafeRawBufferPointer(rebasing: whole[StoreEntry.size...]),
      entry.holds(answer)
    else {
      damagedBytes += Int(place.length)
      places[key] = nil
      return nil
    }
    if !place.isUsed {
      places[key]?.isUsed = true
      usedBytes += StoreEntry.size + entry.length
    }
    return (answer, entry.flags)
  }

  /// Keeps an answer, for this run and later ones.
  ///
  /// - Throws: `Fatal` where there is no room.
  package func keep(_ answer: UnsafeRawBufferPointer, for key: Digest, flags: AnswerFlags) throws {
    let entry = StoreEntry(key: key, answer: answer, flags: flags)
    places[key] = Place(
      offset: try file.append(entry, answer), length: UInt32(answer.count), isUsed: true)
    usedBytes += StoreEntry.size + answer.count
  }

  /// Lets everything that was kept survive the end of this process, and now and then a loss of
  /// power.
  package func flush() throws {
    try file.flush()
    guard secondsNow() - settledAt >= 5 else { return }
    file.settle()
    settledAt = secondsNow()
  }

  /// Forgets what was kept since the store had this size.
  func cut(to size: Int) throws {
    try file.cut(to: size)
    places = places.filter { $0.value.offset < size }
  }

  /// Takes out what this run neither used nor added (`prunes`), then the oldest of that, then the
  /// oldest of all until the file has at most so many bytes.
  package func shrink(prunes: Bool, to maximumSize: Int?) throws {
    try file.flush()
    var kept = places.values.filter { $0.isUsed || !prunes }
    kept.sort { ($0.isUsed ? 1 : 0, $0.offset) > ($1.isUsed ? 1 : 0, $1.offset) }
    var total = StoreFile.headSize
    var offsets: [Int] = []
    for place in kept {
      let size = StoreEntry.size + Int(place.length)
      if let maximumSize, total + size > maximumSize { break }
      total += size
      offsets.append(place.offset)
    }
    guard total < file.size else { return }
    try file.rewrite(offsets.sorted())
    places = [:]
  }
}

private func secondsNow() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec
}
