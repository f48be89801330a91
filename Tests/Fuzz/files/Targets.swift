import Glibc
import MeasureRecords
import Memo
import VectorRecords

/// Files that users keep and Swift code reads: their contents are rejected with a message, or can
/// be computed with. The variable FUZZ_TARGET names the kind of file. libFuzzer provides main.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard isWritten(data, count) else { return 0 }
  switch target {
  case "clusters": _ = try? ClusterModel(path: path)
  case "within": _ = try? WithinPersonFile(path: path)
  case "norms": _ = try? NormsFile(path: path)
  case "store": useStore()
  default: fatalError("FUZZ_TARGET must be clusters, within, norms or store")
  }
  return 0
}

private let target = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""

/// The bytes are read from here: a file in memory.
private let path = "/dev/shm/fuzz-\(getpid())"

private func isWritten(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  defer { close(file) }
  return file >= 0 && (count == 0 || write(file, data, count) == count)
}

/// Whatever the file contains, an answer that was just stored can be read back.
private func useStore() {
  guard let store = try? Store(path: path) else { return }
  let answer = Array("{\"n\":1}\n".utf8)
  for number in UInt64(0)..<4 {
    let key = Digest(low: number, high: number)
    _ = try? store.answer(key)
    try? answer.withUnsafeBytes { try store.keep($0, for: key, flags: []) }
    guard let kept = try? store.answer(key), kept.bytes.elementsEqual(answer) else {
      fatalError("an answer that was just stored is missing")
    }
  }
  try? store.flush()
  try? store.shrink(prunes: true, to: 100)
}
