import Glibc
import Records

/// The records of one or more files, or of standard input, which can be gone through once, or
/// twice.
///
/// Going through twice reads a file twice. What can be read only once, a pipe, is copied to a
/// temporary file on the way.
public final class RecordInput {
  private var sources: [Source]
  private let isReplayed: Bool

  private struct Source {
    let place: String
    /// nil: standard input.
    let path: String?
    /// Where `< file` stood.
    let start: off_t
    /// The file as the first pass found it.
    var state: FileVersion?
    var spool: Spool?

    init(_ operand: String) {
      path = operand == "-" ? nil : operand
      place = path ?? "stdin"
      start = path == nil ? max(0, lseek(STDIN_FILENO, 0, SEEK_CUR)) : 0
    }

    /// The second pass must find what the first one found.
    func checkState(_ descriptor: Int32) throws {
      guard spool != nil || FileVersion(regular: descriptor) == state else {
        throw Fatal("changed while it was read: run again", at: place)
      }
    }
  }

  /// - Parameter isReplayed: whether there will be a second pass.
  init(operands: [String], isReplayed: Bool) {
    self.isReplayed = isReplayed
    sources = (operands.isEmpty ? ["-"] : operands).map(Source.init)
  }

  /// How many bytes there are to go through; nil where a source is a pipe, whose end nobody knows.
  var totalBytes: Int? {
    var total = 0
    for source in sources {
      var status = stat()
      let descriptor = source.spool?.descriptor ?? (source.path == nil ? STDIN_FILENO : -1)
      let found = descriptor >= 0 ? fstat(descriptor, &status) : stat(source.path ?? "", &status)
      guard found == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      total += Int(status.st_size - source.start)
    }
    return total
  }

  /// Goes through all lines.
  ///
  /// - Parameters:
  ///   - isSecond: whether this is the second pass.
  ///   - output: what waits there is written before a read that would wait, and its reader is
  ///     watched meanwhile.
  ///   - body: gets each line, its place, as in `faces.ndjson:17`, and how many bytes have been
  ///     gone through.
  func eachLine(
    isSecond: Bool, _ output: Output,
    _ body: (LineReader.Line, _ place: @autoclosure () -> String, _ bytes: @autoclosure () -> Int)
      throws -> Void
  ) throws {
    if !isSecond { try checkFiles() }
    var passed = 0
    for index in sources.indices {
      let place = sources[index].place
      let descriptor = try open(&sources[index], isSecond: isSecond)
      defer {
        if ![STDIN_FILENO, sources[index].spool?.descriptor].contains(descriptor) {
          close(descriptor)
        }
      }
      let reader = LineReader(descriptor: descriptor, place: place)
      reader.beforeWaiting = { try output.flush() }
      reader.outputPipe = output.pipe
      if !isSecond, let spool = sources[index].spool { reader.onPiece = { try spool.write($0) } }
      var number = 0
      while true {
        let line = try reader.next()
        if case .end = line { break }
        number += 1
        try body(line, "\(place):\(number)", passed + reader.bytesPassed)
      }
      passed += reader.bytesPassed
      if isSecond { try sources[index].checkState(descriptor) }
    }
  }

  /// What cannot be read is told before any work. A pipe may be opened but once, so nothing is
  /// opened here.
  private func checkFiles() throws {
    for case let path? in sources.map(\.path) {
      var status = stat()
      guard access(path, R_OK) == 0 else { throw unreadable(path) }
      guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
        throw Fatal("is a directory: name files", at: path)
      }
    }
  }

  private func open(_ source: inout Source, isSecond: Bool) throws -> Int32 {
    if isSecond, let spool = source.spool {
      lseek(spool.descriptor, 0, SEEK_SET)
      return spool.descriptor
    }
    let descriptor = source.path.map { Glibc.open($0, O_RDONLY | O_CLOEXEC) } ?? STDIN_FILENO
    guard descriptor >= 0 else { throw unreadable(source.place) }
    if isSecond {
      if source.path == nil { lseek(descriptor, source.start, SEEK_SET) }
      try source.checkState(descriptor)
    } else if isReplayed {
      source.state = FileVersion(regular: descriptor)
      if lseek(descriptor, 0, SEEK_CUR) < 0 { source.spool = try Spool() }
    }
    return descriptor
  }

  private func unreadable(_ path: String) -> Fatal {
    Fatal("cannot be read: \(systemMessage())", at: path)
  }
}
