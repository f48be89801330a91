import Glibc

/// What a program tells fc-memo about itself and about one command line: `--generate memo`.
///
/// Entries of the form `name=value`, each terminated by NUL, since a file name may contain any
/// other byte.
public struct Portrait: Equatable, Sendable {
  public var program = ""
  public var version = ""
  /// Whether lines of its input may be plain paths.
  public var takesPaths = false
  /// Whether it opens the files that records name.
  public var opensFiles = false
  /// Why fc-memo must not run it.
  public var refusal: String?
  /// Its own options, spelled out.
  public var options: [String] = []
  /// The common options that change how it runs but not its results.
  public var runOptions: [String] = []
  public var operands: [[UInt8]] = []
  /// The model files.
  public var files: [String] = []
  public var dropsErrors = false
  public var isNull = false
  public var isRecursive = false
  public var isQuiet = false

  public init() {}

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func add(_ name: String, _ value: some Sequence<UInt8>) {
      bytes += Array("\(name)=".utf8) + Array(value) + [0]
    }
    func add(_ name: String, _ value: String) { add(name, value.utf8) }
    func add(_ name: String, _ flag: Bool) { if flag { add(name, "1") } }
    add("portrait", "1")
    add("program", program)
    add("version", version)
    add("paths", takesPaths)
    add("opens", opensFiles)
    if let refusal { add("refusal", refusal) }
    for option in options { add("option", option) }
    for option in runOptions { add("manner", option) }
    for operand in operands { add("operand", operand) }
    for file in files { add("file", file) }
    add("drop-errors", dropsErrors)
    add("null", isNull)
    add("recursive", isRecursive)
    add("quiet", isQuiet)
    return bytes
  }

  /// Nil where the bytes are not a portrait.
  public init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Array("portrait=1\0".utf8)), bytes.last == 0 else { return nil }
    for entry in bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false) {
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let value = Array(entry[(equals + 1)...])
      let text = String(decoding: value, as: UTF8.self)
      switch String(decoding: entry[..<equals], as: UTF8.self) {
      case "program": program = text
      case "version": version = text
      case "paths": takesPaths = true
      case "opens": opensFiles = true
      case "refusal": refusal = text
      case "option": options.append(text)
      case "manner": runOptions.append(text)
      case "operand": operands.append(value)
      case "file": files.append(text)
      case "drop-errors": dropsErrors = true
      case "null": isNull = true
      case "recursive": isRecursive = true
      case "quiet": isQuiet = true
      default: break
      }
    }
  }
}

extension Command {
  /// The portrait of this program with a given command line.
  func portrait(_ parsed: Parsed<Values>) -> Portrait {
    let common = parsed.common
    var portrait = Portrait()
    portrait.program = name
    portrait.version = version
    portrait.takesPaths = input.takesPaths
    portrait.opensFiles = severalAtOnce != nil
    portrait.refusal = refusal(parsed)
    portrait.options = parsed.given
    if common.jobs > 0 { portrait.runOptions.append("--jobs=\(common.jobs)") }
    if common.strict { portrait.runOptions.append("--strict") }
    portrait.operands = parsed.operands
    portrait.files = modelFiles(parsed.values)
    portrait.dropsErrors = common.dropErrors
    portrait.isNull = common.null
    portrait.isRecursive = common.recursive
    portrait.isQuiet = common.quiet
    return portrait
  }

  private func refusal(_ parsed: Parsed<Values>) -> String? {
    let remedy = "run it without fc-memo"
    if input.isNothing { return "it reads nothing: \(remedy)" }
    if input.isCommand { return "it remembers by itself: \(remedy)" }
    if parsed.common.printsOnly || needsNoInput(parsed.values) {
      return "it reads nothing with these options: \(remedy)"
    }
    if parsed.common.output != nil {
      return "its output goes through fc-memo: give --output to fc-memo instead"
    }
    return needsAllRecords(parsed.values).map {
      "\($0), and would see only those that are not stored yet: \(remedy)"
    }
  }

  /// Adapts a run that fc-memo has started.
  ///
  /// - Throws: `Fatal` where this program needs all records and is started by something that
  ///   fc-memo runs.
  func beRemembered(_ parsed: inout Parsed<Values>) throws {
    if getenv(remembererVariable) != nil, let reason = needsAllRecords(parsed.values) {
      throw Fatal(
        "\(reason), but fc-memo passes on only what is not stored yet: run it after fc-memo")
    }
    guard parsed.common.remembered else { return }
    parsed.common.quiet = true
    parsed.common.dropErrors = false
    parsed.common.null = false
  }
}

/// Set in the environment of every program that fc-memo runs.
public let remembererVariable = "FC_MEMO"
