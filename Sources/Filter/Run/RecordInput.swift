import Glibc
import Records

/// The records of one or more files, or of standard input, which can be gone through once, or twice.
///
/// Going through twice reads a file twice. What can be read only once, a pipe, is copied to a temporary file on the
/// way.
public final class RecordInput {
  private let sources: [Source]
  private let isReplayed: Bool
  private var spools: [Int: Spool] = [:]

  private struct Source {
    let place: String
    let path: String?
  }

  /// - Parameter isReplayed: whether there will be a second pass.
  init(operands: [String], isReplayed: Bool) {
    self.isReplayed = isReplayed
    sources =
      operands.isEmpty
      ? [Source(place: "stdin", path: nil)]
      : operands.map { $0 == "-" ? Source(place: "stdin", path: nil) : Source(place: $0, path: $0) }
  }

  /// How many bytes the files hold; nil where one is no regular file.
  var totalBytes: Int? {
    var total = 0
    for source in sources {
      var status = stat()
      let found = source.path.map { stat($0, &status) } ?? fstat(STDIN_FILENO, &status)
      guard found == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      total += Int(status.st_size)
    }
    return total
  }

  /// Goes through all lines.
  ///
  /// - Parameters:
  ///   - isSecond: whether this is the second pass.
  ///   - beforeWaiting: called before a read that would wait.
  ///   - body: gets each line and its place, as in `faces.ndjson:17`.
  func eachLine(
    isSecond: Bool, beforeWaiting: @escaping () throws -> Void,
    _ body: (LineReader.Line, @autoclosure () -> String) throws -> Void
  ) throws {
    for (index, source) in sources.enumerated() {
      let descriptor = try descriptor(of: source, index, isSecond: isSecond)
      defer { if source.path != nil, spools[index] == nil { close(descriptor) } }
      let reader = LineReader(descriptor: descriptor, place: source.place)
      reader.beforeWaiting = beforeWaiting
      if !isSecond, let spool = spools[index] { reader.onPiece = { try spool.write($0) } }
      var number = 0
      while true {
        let line = try reader.next()
        if case .end = line { break }
        number += 1
        try body(line, "\(source.place):\(number)")
      }
    }
  }

  private func descriptor(of source: Source, _ index: Int, isSecond: Bool) throws -> Int32 {
    if isSecond, let spool = spools[index] {
      lseek(spool.descriptor, 0, SEEK_SET)
      return spool.descriptor
    }
    let descriptor: Int32
    if let path = source.path {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Fatal("cannot be read: \(systemMessage())", at: path) }
    } else {
      descriptor = STDIN_FILENO
    }
    guard isReplayed else { return descriptor }
    // `< file` can be read again from where it stood.
    if source.path == nil, isSecond {
      lseek(descriptor, standardInputStart, SEEK_SET)
    } else if lseek(descriptor, 0, SEEK_CUR) < 0 {
      if spools[index] == nil { spools[index] = try Spool() }
    } else if source.path == nil {
      standardInputStart = lseek(descriptor, 0, SEEK_CUR)
    }
    return descriptor
  }

  private var standardInputStart = 0
}
