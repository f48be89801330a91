import CSystem
import Glibc

/// A copy of an input that can be read only once, in a file without a name: it vanishes with the
/// process, however that ends.
final class Spool {
  let descriptor: Int32

  init() throws {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let folder = named.isEmpty ? "/tmp" : named
    var opened = nameless_file(folder, 0o600)
    if opened < 0 {
      // Some file systems do not support nameless files: there, the name is removed at once.
      var template = Array("\(folder)/face-clustering.XXXXXX".utf8CString)
      opened = mkstemp(&template)
      if opened >= 0 { unlink(template) }
    }
    guard opened >= 0 else {
      throw Fatal(
        "no temporary file can be made: \(systemMessage()); set TMPDIR to a folder with room",
        at: folder)
    }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      guard count >= 0 || errno == EINTR else {
        throw Fatal(
          "the input's temporary copy cannot be written: \(systemMessage()); set TMPDIR to a "
            + "folder with room")
      }
      done += max(count, 0)
    }
  }
}
