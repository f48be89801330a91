import Filter
import Glibc
import Testing

import Memo

/// A folder that is deleted after the test.
private final class Folder {
  let path: String
  init() {
    var template = Array("/tmp/fc-memo-test.XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }
  deinit {
    unlink(store)
    rmdir(path)
  }
  var store: String { path + "/store" }
}

private func key(_ number: UInt64) -> Digest {
  Digest(low: number &* 0x9e37_79b9_7f4a_7c15, high: number)
}

private func text(_ number: UInt64) -> [UInt8] { Array("{\"answer\":\(number)}\n".utf8) }

extension Store {
  fileprivate func keep(_ numbers: ClosedRange<UInt64>) throws {
    for number in numbers {
      try text(number).withUnsafeBytes { try keep($0, for: key(number), flags: []) }
    }
    try flush()
  }

  /// Which of these keys have an answer, after checking that the answers are right.
  fileprivate func found(_ numbers: ClosedRange<UInt64>) throws -> [UInt64] {
    try numbers.filter { number in
      guard let answer = try answer(key(number)) else { return false }
      #expect(answer.bytes.elementsEqual(text(number)))
      return true
    }
  }
}

@Test func answersAreThereInALaterRun() throws {
  let folder = Folder()
  try Store(path: folder.store).keep(1...100)
  let store = try Store(path: folder.store)
  #expect(try store.found(1...101) == Array(1...100))
  #expect(store.damagedBytes == 0)
  var status = stat()
  #expect(stat(folder.store, &status) == 0 && status.st_mode & 0o777 == 0o600)
}

@Test func damageCostsTheEntriesThatItHits() throws {
  let folder = Folder()
  var begins: [Int] = []
  do {
    let store = try Store(path: folder.store)
    for number in UInt64(1)...5 {
      begins.append(store.size)
      try store.keep(number...number)
    }
  }
  // Damages one byte of the second entry's head, and one of the fourth entry's answer.
  let descriptor = open(folder.store, O_WRONLY)
  pwrite(descriptor, "?", 1, off_t(begins[1] + 10))
  pwrite(descriptor, "?", 1, off_t(begins[3] + StoreEntry.size + 3))
  close(descriptor)
  do {
    let store = try Store(path: folder.store)
    #expect(store.damagedBytes == begins[2] - begins[1])
    #expect(try store.found(1...5) == [1, 3, 5])
    try store.keep(2...2)
  }
  #expect(try Store(path: folder.store).found(1...5) == [1, 2, 3, 5])
}

@Test(arguments: [1, 20, 47, 48, 49, 60, 61])
func halfAnEntryAtTheEndIsCutOff(bytes: Int) throws {
  let folder = Folder()
  var size = 0
  do {
    let store = try Store(path: folder.store)
    try store.keep(1...2)
    size = store.size
    try store.keep(3...3)
  }
  truncate(folder.store, off_t(size + bytes))
  do {
    let store = try Store(path: folder.store)
    #expect(store.size == (bytes < 61 ? size : size + 61))
    #expect(try store.found(1...3) == (bytes < 61 ? [1, 2] : [1, 2, 3]))
  }
}

@Test func anAnswerThatLooksLikeAnEntryIsNone() throws {
  let folder = Folder()
  let outer = key(1)
  do {
    let store = try Store(path: folder.store)
    // An entry made for another offset: an answer could contain one.
    var inner: [UInt8] = []
    text(2).withUnsafeBytes {
      StoreEntry(key: key(2), answer: $0, flags: []).append(to: &inner, at: 1000, salt: 1)
    }
    inner += text(2)
    try inner.withUnsafeBytes { try store.keep($0, for: outer, flags: []) }
    try store.flush()
  }
  let descriptor = open(folder.store, O_WRONLY)
  pwrite(descriptor, "?", 1, off_t(StoreFile.headSize + 5))
  close(descriptor)
  let store = try Store(path: folder.store)
  #expect(try store.answer(key(2)) == nil)
}

@Test func whatWasNotUsedGoesFirst() throws {
  let folder = Folder()
  try Store(path: folder.store).keep(1...9)
  do {
    let store = try Store(path: folder.store)
    #expect(try store.found(2...3) == [2, 3])
    // Room for four entries: the used ones, and the newest two.
    try store.shrink(prunes: false, to: StoreFile.headSize + 4 * 61 + 10)
  }
  do {
    let store = try Store(path: folder.store)
    #expect(try store.found(1...9) == [2, 3, 8, 9])
    #expect(store.size == StoreFile.headSize + 4 * 61)
  }
  do {
    let store = try Store(path: folder.store)
    #expect(try store.found(3...3) == [3])
    try store.shrink(prunes: true, to: nil)
  }
  #expect(try Store(path: folder.store).found(1...9) == [3])
}

@Test func whatIsNoStoreStaysAsItIs() throws {
  let folder = Folder()
  for contents in [
    "fc-memo store 2\nsomething else that is longer than a head", "{\"path\":1}\n", "x",
  ] {
    let bytes = Array(contents.utf8)
    try writeFile(folder.store, bytes)
    #expect(throws: Fatal.self) { try Store(path: folder.store) }
    #expect(try readFile(folder.store) == bytes)
  }
  // A first write that was interrupted.
  try writeFile(folder.store, Array("fc-memo st".utf8))
  try Store(path: folder.store).keep(1...1)
  #expect(try Store(path: folder.store).found(1...1) == [1])
}

@Test func oneRunAtATime() throws {
  let folder = Folder()
  let store = try Store(path: folder.store)
  #expect(throws: Fatal.self) { try Store(path: folder.store) }
  try store.keep(1...1)
}
