import Filter
import Glibc
import Records

/// One input of a command.
enum Input {
  case path([UInt8])
  case record(UnsafeRawBufferPointer)
  case tooLong
}

/// What the command would read: the files that its arguments name, or standard input.
struct InputLines {
  let operands: [[UInt8]]
  /// Whether operands, and lines that are no records, are paths of photos.
  let takesPaths: Bool
  /// Whether paths on standard input end in NUL.
  let isNull: Bool
  let outputPipe: Int32

  private static let standardInput = Array("-".utf8)
  private var sources: [[UInt8]] { operands.isEmpty ? [Self.standardInput] : operands }

  /// - Throws: `UsageError` where a person would have to type the input; `Fatal` where a file
  ///   cannot be read.
  func check() throws {
    let asksTerminal = sources.contains(Self.standardInput) && isatty(STDIN_FILENO) == 1
    guard !asksTerminal else {
      throw UsageError(
        "standard input is a terminal: give paths or records through a pipe or from a file")
    }
    guard !takesPaths else { return try checkPhotos() }
    for path in sources.map({ String(decoding: $0, as: UTF8.self) }) where path != "-" {
      guard access(path, R_OK) == 0 else {
        throw Fatal("cannot be read: \(systemMessage())", at: path)
      }
    }
  }

  /// A bare stage reads a pipe that its command line names, but not one that a record names, and
  /// records are what it gets here.
  private func checkPhotos() throws {
    for path in sources.compactMap({ String(validating: $0, as: UTF8.self) }) where path != "-" {
      var status = stat()
      guard stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
        continue
      }
      throw Fatal(
        "is no regular file, so its answer cannot be kept: run it without fc-memo", at: path)
    }
  }

  /// - Parameters:
  ///   - beforeWaiting: called with the descriptor before a read that would wait.
  ///   - body: gets each input, valid until the next one, and its place, as in `faces.ndjson:17`.
  func each(
    beforeWaiting: @escaping (Int32) throws -> Void,
    _ body: (Input, _ place: @autoclosure () -> String) throws -> Void
  ) throws {
    for source in sources {
      let name = String(decoding: source, as: UTF8.self)
      if source == Self.standardInput {
        try eachLine(of: STDIN_FILENO, place: "stdin", beforeWaiting, body)
      } else if takesPaths,
        String(validating: source, as: UTF8.self) == nil || !FirstBytes.areRecord(ofFile: name)
      {
        try body(.path(source), name)
      } else {
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fatal("cannot be read: \(systemMessage())", at: name) }
        defer { close(descriptor) }
        try eachLine(of: descriptor, place: name, beforeWaiting, body)
      }
    }
  }

  private func eachLine(
    of descriptor: Int32, place: String, _ beforeWaiting: @escaping (Int32) throws -> Void,
    _ body: (Input, _ place: @autoclosure () -> String) throws -> Void
  ) throws {
    let separator = isNull && descriptor == STDIN_FILENO ? 0 : UInt8(ascii: "\n")
    let reader = LineReader(
      descriptor: descriptor, place: place,
      wanted: takesPaths ? "names of photos or records" : "records", separator: separator)
    reader.outputPipe = outputPipe
    reader.beforeWaiting = { try beforeWaiting(descriptor) }
    var number = 0
    while true {
      number += 1
      switch try reader.next() {
      case .end: return
      case .tooLong: try body(.tooLong, "\(place):\(number)")
      case .bytes(let line):
        if separator == 0 ? line.isEmpty : isBlank(line) { continue }
        let isRecord =
          !takesPaths || separator != 0 && line.first { !isSpace($0) } == UInt8(ascii: "{")
        if isRecord {
          try body(.record(line), "\(place):\(number)")
        } else {
          try body(.path(Array(line)), String(decoding: line, as: UTF8.self))
        }
      }
    }
  }
}
