/// The options that every program has.
public struct CommonOptions: Sendable {
  public var quiet = false
  public var output: String?
  public var dropErrors = false
  public var strict = false
  public var jobs = 0
  public var null = false
  public var recursive = false
  var help = false
  var shortHelp = false
  var version = false
  var verbose = false
  var generate: Document?
  /// Run by fc-memo, which itself reports failures and leaves out their records.
  var remembered = false

  /// Whether only information about the program is requested.
  var printsOnly: Bool { help || shortHelp || version }

  /// What a program can write about itself, for `make install` and for fc-memo.
  enum Document: String, CaseIterable {
    case man, bash, zsh, fish, memo
  }
}

extension Command {
  /// The program's own options, followed by those that all programs of its kind share.
  var allOptions: [Option<Parsed<Values>>] {
    typealias Common = Option<CommonOptions>
    var common: [Common] = []
    if let severalAtOnce {
      common.append(
        .integer(
          "jobs", short: "j", \.jobs, in: 1...1024, default: "one per processor",
          "Work on N \(severalAtOnce) at once"))
    }
    if input.takesPaths {
      common.append(
        .flag(
          "null", short: "0", \.null, "Paths on standard input end in NUL, as from find -print0"))
    }
    if case .files = input {
      common.append(
        .flag(
          "recursive", short: "r", \.recursive,
          "For a folder as operand, also process its subfolders"))
    }
    common += [
      .flag(
        "drop-errors", \.dropErrors,
        "Leave out the records of inputs that failed, instead of passing them on"),
      .flag("strict", \.strict, "End at the first bad input, with exit status 2"),
      .text(
        "output", short: "o", "FILE", \.output, "Write to FILE, complete at the end or not at all"),
      .flag("quiet", short: "q", \.quiet, "No progress, notes or messages about individual inputs"),
      .flag("help", \.help, "Print this help and exit; -h prints a short version"),
      .flag("version", short: "V", \.version, "Print the version and exit"),
    ]
    if versionDetails != nil {
      common.append(
        .flag(
          "verbose", short: "v", \.verbose,
          "With --version: also print what protects this system from harmful photos"))
    }
    let generate = Common.parsed(
      "generate", "WHAT", \.generate, choices: CommonOptions.Document.allCases.map(\.rawValue), ""
    ) { (given) throws(UsageError) in
      guard let document = CommonOptions.Document(rawValue: given) else {
        let choices = CommonOptions.Document.allCases.map(\.rawValue)
        throw UsageError("--generate takes \(listed(choices)), not '\(given)'")
      }
      return document
    }.hidden
    let shortHelp = Common.flag("short-help", short: "h", \.shortHelp, "").hidden
    let remembered = Common.flag("remembered", \.remembered, "").hidden
    common += [generate, shortHelp, remembered]
    return options.map { $0.lifted(\.values) } + common.map { $0.lifted(\.common) }
  }
}

extension Option {
  fileprivate var hidden: Option {
    var text = text
    text.isHidden = true
    return Option(text: text, store: store)
  }
}
