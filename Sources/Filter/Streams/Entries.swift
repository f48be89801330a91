import Glibc
import Records

/// One entry of an input that may name files.
package enum Entry {
  /// A file's path, which may contain any bytes.
  case path([UInt8], isOperand: Bool)
  /// Valid until the next entry.
  case record(UnsafeRawBufferPointer)
  /// Longer than any record.
  case tooLong
}

/// The input of a stage that opens files: an operand is a path, or a file of records; standard
/// input holds a path or a record per entry.
package struct Entries {
  private let operands: [[UInt8]]
  private let takesPaths: Bool
  private let wanted: String
  private let isNullSeparated: Bool
  private let isRecursive: Bool
  private let outputPipe: Int32
  package let counts: EntryCounts

  private static let standardInput = Array("-".utf8)

  /// - Parameters:
  ///   - operands: those of the command line; if empty, standard input is read.
  ///   - takesPaths: whether operands, and entries that are not records, are paths.
  ///   - wanted: what standard input should hold, for a message.
  ///   - isNullSeparated: whether the entries of standard input end in NUL, and are all paths.
  ///   - isRecursive: whether subfolders of a folder operand are processed as well.
  ///   - outputPipe: a pipe whose reader may go away while there is nothing to read; -1 for none.
  package init(
    _ operands: [[UInt8]], takesPaths: Bool = true, wanted: String, isNullSeparated: Bool,
    isRecursive: Bool = false, outputPipe: Int32
  ) {
    self.operands = operands.isEmpty ? [Self.standardInput] : operands
    self.takesPaths = takesPaths
    self.wanted = wanted
    self.isNullSeparated = isNullSeparated
    self.isRecursive = isRecursive
    counts = EntryCounts(operands: self.operands, standardInput: Self.standardInput)
    self.outputPipe = outputPipe
  }

  /// How many entries there are, as long as none of the operands turns out to hold records; nil
  /// where standard input is read.
  package var count: Int? { counts.total }

  package var readsStandardInput: Bool { operands.contains(Self.standardInput) }

  /// The operands that are text, except standard input.
  package var names: [String] {
    operands.filter { $0 != Self.standardInput }
      .compactMap { String(validating: $0, as: UTF8.self) }
  }

  /// Reads all entries; blank lines are skipped.
  ///
  /// - Parameters:
  ///   - beforeWaiting: called with the descriptor before a read that would block.
  ///   - body: receives each entry and its location: the path, or as in `faces.ndjson:17`.
  /// - Throws: `Fatal` where an operand that holds records cannot be read.
  package func each(
    beforeWaiting: @escaping (Int32) throws -> Void = { _ in },
    _ body: (Entry, _ location: @autoclosure () -> String) throws -> Void
  ) throws {
    for (part, operand) in operands.enumerated() {
      let name = String(decoding: operand, as: UTF8.self)
      if operand == Self.standardInput {
        try eachEntry(of: STDIN_FILENO, location: "stdin", part, beforeWaiting, body)
      } else if takesPaths, PictureFolder.isFolder(operand) {
        try eachPicture(of: operand, part, body)
      } else if takesPaths,
        String(validating: operand, as: UTF8.self) == nil || !FirstBytes.areRecord(ofFile: name)
      {
        try body(.path(operand, isOperand: true), name)
      } else {
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fatal("cannot be read: \(systemMessage())", at: name) }
        defer { close(descriptor) }
        try eachEntry(of: descriptor, location: name, part, beforeWaiting, body)
      }
    }
  }

  private func eachPicture(
    of folder: [UInt8], _ part: Int,
    _ body: (Entry, _ location: @autoclosure () -> String) throws -> Void
  ) throws {
    let pictures = PictureFolder(folder, isRecursive: isRecursive)
    var others = 0
    counts.set(pictures.candidates.count, of: part)
    for path in pictures.candidates {
      guard PictureFolder.isWanted(path) else {
        others += 1
        counts.set(pictures.candidates.count - others, of: part)
        continue
      }
      try body(.path(path, isOperand: false), String(decoding: path, as: UTF8.self))
    }
    let name = String(decoding: folder, as: UTF8.self)
    // A folder without any picture is reported itself: it is not a photo.
    if others == pictures.candidates.count { try body(.path(folder, isOperand: true), name) }
    counts.leaveOut(
      files: others, folders: pictures.foldersLeftOut, links: pictures.linksLeftOut,
      ofFolder: name)
  }

  private func eachEntry(
    of descriptor: Int32, location: String, _ part: Int,
    _ beforeWaiting: @escaping (Int32) throws -> Void,
    _ body: (Entry, _ location: @autoclosure () -> String) throws -> Void
  ) throws {
    let separator = isNullSeparated && descriptor == STDIN_FILENO ? 0 : UInt8(ascii: "\n")
    let reader = LineReader(
      descriptor: descriptor, location: location, wanted: wanted, separator: separator)
    reader.outputPipe = outputPipe
    reader.beforeWaiting = { try beforeWaiting(descriptor) }
    counts.set(nil, of: part)
    var number = 0
    while true {
      number += 1
      if counts.areWanted, counts.parts[part] == nil {
        counts.set(try reader.countOfAll(), of: part)
      }
      switch try reader.next() {
      case .end: return
      case .tooLong: try body(.tooLong, "\(location):\(number)")
      case .bytes(let line):
        // A name that ends in NUL may contain any bytes.
        if separator == 0 ? line.isEmpty : isBlank(line) { continue }
        let isRecord =
          !takesPaths || separator != 0 && line.first { !isSpace($0) } == UInt8(ascii: "{")
        if number == 1, !isRecord, separator != 0, line.contains(0) {
          throw Fatal("the names end in NUL, as from find -print0: add the option -0", at: location)
        }
        if isRecord {
          try body(.record(line), "\(location):\(number)")
        } else {
          try body(
            .path(Array(line), isOperand: false), String(decoding: line, as: UTF8.self))
        }
      }
    }
  }
}
