import Glibc
import MeasureRecords
import Memo
import VectorRecords

/// Files that users keep, read in Swift: what is in them is refused in a sentence, or can be
/// computed with. The variable FUZZ_TARGET says which kind. libFuzzer has the main function.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard isWritten(data, count) else { return 0 }
  switch target {
  case "clusters": _ = try? ClusterModel(path: path)
  case "within": _ = try? WithinPersonFile(path: path)
  case "norms": _ = try? NormsFile(path: path)
  case "store": useStore()
  default: fatalError("FUZZ_TARGET is none of clusters, within, norms, store")
  }
  return 0
}

private let target = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""

/// Where the bytes are found: a file in memory.
private let path = "/dev/shm/fuzz-\(getpid())"

private func isWritten(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  defer { close(file) }
  return file >= 0 && (count == 0 || write(file, data, count) == count)
}

/// What was kept a moment ago is there, whatever the file held.
private func useStore() {
  guard let store = try? Store(path: path) else { return }
  let answer = Array("{\"n\":1}\n".utf8)
  for number in UInt64(0)..<4 {
    let key = Digest(low: number, high: number)
    _ = try? store.answer(key)
    try? answer.withUnsafeBytes { try store.keep($0, for: key, flags: []) }
    guard let kept = try? store.answer(key), kept.bytes.elementsEqual(answer) else {
      fatalError("an answer that was just kept is gone")
    }
  }
  try? store.flush()
  try? store.shrink(prunes: true, to: 100)
}
