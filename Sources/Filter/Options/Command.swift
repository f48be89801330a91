import CSystem
import Glibc

/// What a program takes from its operands or standard input.
public enum InputKind: Sendable {
  /// Records, in NDJSON files or on standard input.
  case records
  /// Files that it opens: operands are paths; standard input holds paths or records.
  ///
  /// - Parameters:
  ///   - operand: what the usage line calls an operand, such as `PHOTO`.
  ///   - plural: what messages call several of them, such as `photos`.
  ///   - sentence: what the help says about the input.
  case files(operand: String, plural: String, sentence: String)
  /// No input: the program is a source.
  case nothing
  /// Records on standard input; the operands are other files, which the program opens itself. The
  /// parameters are those of `files`.
  case beside(operand: String, sentence: String)
  /// What another program reads: the operands are a file and that program's command line.
  case command

  /// Whether entries of standard input may be paths.
  var takesPaths: Bool {
    switch self {
    case .files, .command: true
    case .records, .beside, .nothing: false
    }
  }

  /// Whether standard input is read even where there are operands.
  var isBesideOperands: Bool { if case .beside = self { true } else { false } }
  var isNothing: Bool { if case .nothing = self { true } else { false } }
  var isCommand: Bool { if case .command = self { true } else { false } }
  var isRecords: Bool { if case .records = self { true } else { false } }
}

/// A program: its name, what it does, and its options.
public struct Command<Values> {
  public var name: String
  public var summary: String
  public var input: InputKind
  /// What it processes several of at once, such as the photos that records name; nil where it
  /// processes its input one by one.
  public var severalAtOnce: String?
  /// Whether each input record is written to the output, with more fields.
  public var passesRecords: Bool
  public var description: [String]
  public var options: [Option<Values>]
  public var examples: [(line: String, meaning: String)]
  /// The system folders that are searched for its models; empty where it needs none.
  public var modelFolders: [String]
  /// Every option's value before the command line is read.
  public var defaults: Values
  /// Whether these options request something that reads no input, such as a list of measures.
  public var needsNoInput: (Values) -> Bool = { _ in false }
  /// Why the result for a record depends on other records too, so that fc-memo must refuse the
  /// program; nil where it does not.
  public var needsAllRecords: (Values) -> String? = { _ in nil }
  /// The files, besides input and arguments, that the results depend on: models.
  public var modelFiles: (Values) -> [String] = { _ in [] }
  /// What `--version --verbose` prints in addition, one line each; nil where there is nothing more.
  public var versionDetails: (() -> [String])?
  /// The exit statuses of a program that answers a question; nil for those of a stage.
  public var exitStatuses: [(Int, String)]?

  public init(
    name: String, summary: String, input: InputKind, severalAtOnce: String? = nil,
    passesRecords: Bool = true, description: [String], options: [Option<Values>],
    examples: [(line: String, meaning: String)], modelFolders: [String] = [], defaults: Values,
    needsNoInput: @escaping (Values) -> Bool = { _ in false },
    needsAllRecords: @escaping (Values) -> String? = { _ in nil },
    modelFiles: @escaping (Values) -> [String] = { _ in [] },
    versionDetails: (() -> [String])? = nil, exitStatuses: [(Int, String)]? = nil
  ) {
    self.name = name
    self.summary = summary
    self.input = input
    if case .files(_, let plural, _) = input {
      self.severalAtOnce = severalAtOnce ?? plural
    } else {
      self.severalAtOnce = severalAtOnce
    }
    self.passesRecords = passesRecords
    self.description = description
    self.options = options
    self.examples = examples
    self.modelFolders = modelFolders
    self.defaults = defaults
    self.needsNoInput = needsNoInput
    self.needsAllRecords = needsAllRecords
    self.modelFiles = modelFiles
    self.versionDetails = versionDetails
    self.exitStatuses = exitStatuses
  }
}

extension Command {
  /// Reads a command line, and moves its operands to the end.
  func parse(
    _ argc: Int32, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) throws(UsageError) -> Parsed<Values> {
    var parsed = Parsed(values: defaults)
    let options = allOptions
    let names = options.map { strdup($0.text.long) }
    defer { for name in names { free(name) } }
    let entries = zip(options, names).map { option, name in
      options_entry(
        long_name: UnsafePointer(name), short_name: Int32(option.text.short?.asciiValue ?? 0),
        takes_argument: option.text.argument == nil ? 0 : 1)
    }
    while true {
      let result = options_next(
        argc, argv, entries, Int32(entries.count), input.isCommand ? 1 : 0)
      let text = result.text.map { String(cString: $0) } ?? ""
      switch result.kind {
      case OPTIONS_END:
        parsed.operands = (result.first_operand..<argc).compactMap {
          argv[Int($0)].map { bytes($0) }
        }
        try check(parsed.operands)
        return parsed
      case OPTIONS_FOUND:
        let option = options[Int(result.index)]
        let argument = result.argument.map(bytes) ?? []
        guard let text = String(validating: argument, as: UTF8.self) else {
          throw UsageError("the argument of \(option.text.flag) is not UTF-8")
        }
        try option.store(&parsed, text)
        if let path = option.text.file(in: text) {
          parsed.optionFiles.append((option.text.flag, path))
        }
        if result.index < self.options.count {
          parsed.given.append(option.text.flag + (result.argument == nil ? "" : "=" + text))
        }
      case OPTIONS_MISSING_ARGUMENT:
        throw UsageError("\(dashed(text)) needs an argument")
      case OPTIONS_UNWANTED_ARGUMENT:
        throw UsageError("\(dashed(text)) takes no argument")
      case OPTIONS_AMBIGUOUS:
        throw ambiguity(of: text, options.map(\.text))
      default:
        throw UsageError("there is no option '\(text)'\(meant(by: text, options.map(\.text)))")
      }
    }
  }

  private func check(_ operands: [[UInt8]]) throws(UsageError) {
    guard !input.isCommand else { return }
    guard operands.count(where: { $0.elementsEqual("-".utf8) }) < 2 else {
      throw UsageError("- is given twice, but standard input can be read only once")
    }
    // A file to open that has such a name becomes a record with an error instead.
    guard !input.takesPaths,
      let wrong = operands.first(where: { String(validating: $0, as: UTF8.self) == nil })
    else { return }
    throw UsageError(
      "the name '\(String(decoding: wrong, as: UTF8.self))' is not UTF-8: rename the file")
  }

  private func dashed(_ name: String) -> String {
    name.hasPrefix("-") ? name : "--\(name)"
  }
}

private func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
  Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}
