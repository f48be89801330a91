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
  /// Run by fc-memo, which tells of failures and leaves their records out itself.
  var remembered = false

  /// Whether it is asked about the program only.
  var printsOnly: Bool { help || shortHelp || version }

  /// What a program can write about itself, for `make install` and for fc-memo.
  enum Document: String, CaseIterable {
    case man, bash, zsh, fish, memo
  }
}

extension Command {
  /// The program's own options, then the ones that all programs of its kind share.
  var allOptions: [Option<Parsed<Values>>] {
    typealias Common = Option<CommonOptions>
    var common: [Common] = []
    if let severalAtOnce {
      common.append(
        .integer(
          "jobs", short: "j", \.jobs, in: 1...1024, default: "the processors there are",
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
          "An operand that is a folder stands for what its folders hold, too"))
    }
    common += [
      .flag(
        "drop-errors", \.dropErrors,
        "Leave out records of what could not be processed, instead of passing them on"),
      .flag("strict", \.strict, "End at the first bad input, with exit status 2"),
      .text(
        "output", short: "o", "FILE", \.output, "Write to FILE: whole at the end, or not at all"),
      .flag("quiet", short: "q", \.quiet, "No progress, no notes, no messages about single inputs"),
      .flag("help", \.help, "Print this and exit; -h prints a screen of it"),
      .flag("version", short: "V", \.version, "Print the version and exit"),
    ]
    if versionDetails != nil {
      common.append(
        .flag(
          "verbose", short: "v", \.verbose,
          "With --version: also what keeps a photo from doing harm on this system"))
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
