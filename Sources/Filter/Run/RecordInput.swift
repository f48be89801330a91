import Glibc
import Records

/// The records of one or more files, or of standard input, in one pass or two.
///
/// A second pass reads a file again. What can be read only once, such as a pipe, is copied to a
/// temporary file during the first.
public final class RecordInput {
  private var sources: [Source]
  private let isReplayed: Bool

  private struct Source {
    let location: String
    /// nil: standard input.
    let path: String?
    /// Where `< file` started.
    let start: off_t
    /// The state of the file in the first pass.
    var state: FileVersion?
    var spool: Spool?

    init(_ operand: String) {
      path = operand == "-" ? nil : operand
      location = path ?? "stdin"
      start = path == nil ? max(0, lseek(STDIN_FILENO, 0, SEEK_CUR)) : 0
    }

    /// Checks that the second pass reads what the first one read.
    func checkState(_ descriptor: Int32) throws {
      guard spool != nil || FileVersion(regular: descriptor) == state else {
        throw Fatal("changed while it was read: run again", at: location)
      }
    }
  }

  /// - Parameter isReplayed: whether there will be a second pass.
  init(operands: [String], isReplayed: Bool) {
    self.isReplayed = isReplayed
    sources = (operands.isEmpty ? ["-"] : operands).map(Source.init)
  }

  /// The total number of bytes; nil where a source is a pipe, whose length nobody knows.
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

  /// Reads all lines.
  ///
  /// - Parameters:
  ///   - isSecond: whether this is the second pass.
  ///   - isSecond: whether this is the second pass.
  ///   - output: flushed before a read that would block; its reader is watched meanwhile.
  ///   - body: receives each line, its location, as in `faces.ndjson:17`, and the number of bytes
  ///     read so far.
  func eachLine(
    isSecond: Bool, _ output: Output,
    _ body: (
      LineReader.Line, _ location: @autoclosure () -> String, _ bytes: @autoclosure () -> Int
    )
      throws -> Void
  ) throws {
    if !isSecond { try checkFiles() }
    var passed = 0
    for index in sources.indices {
      let location = sources[index].location
      let descriptor = try open(&sources[index], isSecond: isSecond)
      defer {
        if ![STDIN_FILENO, sources[index].spool?.descriptor].contains(descriptor) {
          close(descriptor)
        }
      }
      let reader = LineReader(descriptor: descriptor, location: location)
      reader.beforeWaiting = { try output.flush() }
      reader.outputPipe = output.pipe
      if !isSecond, let spool = sources[index].spool { reader.onPiece = { try spool.write($0) } }
      var number = 0
      while true {
        let line = try reader.next()
        if case .end = line { break }
        number += 1
        try body(line, "\(location):\(number)", passed + reader.bytesPassed)
      }
      passed += reader.bytesPassed
      if isSecond { try sources[index].checkState(descriptor) }
    }
  }

  /// Reports unreadable files before any work begins. Nothing is opened here, since a pipe can be
  /// opened only once.
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
    guard descriptor >= 0 else { throw unreadable(source.location) }
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
