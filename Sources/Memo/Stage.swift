import CSystem
import Filter
import Glibc

/// The command whose answers are stored: what it is, and what its answers depend on.
struct Stage {
  /// The command's name as the user gave it.
  let name: String
  let path: String
  /// Including its name.
  let arguments: [[UInt8]]
  /// What it says about itself, if it is one of our programs.
  let portrait: Portrait?
  /// Identifies everything besides input and photos that the answers depend on.
  let digest: Digest

  /// Whether a line may be a path, which is then sent to the command as a record.
  var takesPaths: Bool { portrait?.takesPaths ?? true }
  var readsPhotos: Bool { portrait?.opensFiles ?? true }
  var isOurs: Bool { portrait != nil }

  /// - Parameters:
  ///   - command: its name and arguments, as a user would type them.
  ///   - files: what else the answers depend on.
  /// - Throws: `Fatal` where there is no such program, or an answer would depend on other records.
  init(_ command: [[UInt8]], isStrict: Bool, files: [String], by sameness: Sameness) throws {
    name = String(decoding: command[0], as: UTF8.self)
    path = try Stage.program(name)
    // Commands such as nice may come before the name of one of our programs.
    let start = command.firstIndex(where: Stage.isOurName) ?? 0
    portrait =
      try Stage.isOurName(command[start]) ? Stage.portrait(path: path, command, from: start) : nil
    if let reason = portrait?.refusal {
      throw Fatal(reason, at: portrait?.program ?? name)
    }
    var asked = command
    if let portrait {
      let runOptions = ["--remembered"] + portrait.runOptions + (isStrict ? ["--strict"] : [])
      asked = command[...start] + (runOptions + portrait.options).map { Array($0.utf8) }
    }
    arguments = asked
    digest = try Stage.digest(asked, from: start, path: path, portrait, files: files, by: sameness)
  }

  /// Whether a word is the name of one of our programs, such as `fc-landmarks`, which can describe
  /// itself.
  private static func isOurName(_ word: [UInt8]) -> Bool {
    let base = word.split(separator: UInt8(ascii: "/")).last ?? []
    return base.starts(with: Array("fc-".utf8))
      && (try? program(String(decoding: word, as: UTF8.self))) != nil
  }

  /// The path of a program, as a shell would find it.
  private static func program(_ name: String) throws -> String {
    func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 && isFile(path) }
    if name.contains("/") {
      guard isProgram(name) else {
        throw Fatal("is not a program that can be run: check the path", at: name)
      }
      return name
    }
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
    for folder in folders.split(separator: ":", omittingEmptySubsequences: false) {
      let path = folder.isEmpty ? "./\(name)" : "\(folder)/\(name)"
      if !name.isEmpty, isProgram(path) { return path }
    }
    throw Fatal("there is no such program on the PATH: check its name", at: name)
  }

  /// What a program says about itself; nil where it does not understand the question.
  private static func portrait(path: String, _ command: [[UInt8]], from start: Int) throws
    -> Portrait?
  {
    let question = ["--generate", "memo"].map { Array($0.utf8) }
    let arguments = command[...start] + question + command[(start + 1)...]
    let child = try Child(path: path, arguments: Array(arguments), hasInput: false)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var answer: [UInt8] = []
    while case let piece = try child.read(into: buffer), !piece.isEmpty, answer.count < 64 << 20 {
      answer += piece
    }
    guard let end = child.wait(mayWait: true), end.status == 0 else { return nil }
    return Portrait(answer)
  }

  private static func digest(
    _ command: [[UInt8]], from start: Int, path: String, _ portrait: Portrait?, files: [String],
    by sameness: Sameness
  ) throws -> Digest {
    var parts = DigestOfParts()
    func add(file: String) {
      parts.add(file)
      FileStamp.add(FileStamp(path: file, by: sameness), to: &parts)
    }
    parts.add(sameness.rawValue)
    parts.add(getenv("FC_MODELS").map { String(cString: $0) } ?? "")
    add(file: path)
    var words = command
    if let portrait {
      // The number of photos processed at once does not change the answers.
      words = command[...start] + portrait.options.map { Array($0.utf8) }
      parts.add(portrait.program)
      parts.add(portrait.version)
      for file in portrait.files { add(file: file) }
      if start > 0 { add(file: try program(String(decoding: command[start], as: UTF8.self))) }
    }
    parts.add(words.count)
    for word in words { parts.add(word) }
    for word in words.dropFirst() {
      // Also the value in --option=value.
      let value = word.firstIndex(of: UInt8(ascii: "=")).map { word[($0 + 1)...] }
      for name in [word[...], value ?? []] where !name.isEmpty {
        let file = String(decoding: name, as: UTF8.self)
        if isFile(file) { add(file: file) }
      }
    }
    for file in files {
      guard access(file, F_OK) == 0 else {
        throw Fatal("cannot be read: \(systemMessage())", at: file)
      }
      add(file: file)
    }
    return parts.digest
  }
}

private func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
