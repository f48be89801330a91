import NumberText

/// One option of a program: its line in the help, and where its value goes.
///
/// Help, man page and shell completions are all written from these.
public struct Option<Values> {
  public let text: OptionText
  let store: (inout Values, String) throws(UsageError) -> Void
}

/// What the help says about an option.
public struct OptionText: Sendable {
  public let short: Character?
  public let long: String
  /// The argument's name in the help, such as `FILE`; nil for a flag.
  public let argument: String?
  public let choices: [String]
  public let help: String
  /// The default as the help shows it; nil where there is none to show.
  public let defaultText: String?
  /// Values that shells offer in addition to the choices, such as known fields.
  var offered: [String] = []
  /// Whether the argument is a list of these values, separated by commas.
  var isList = false
  var isHidden = false

  /// - Parameter argument: nil for a flag.
  init(
    _ long: String, short: Character? = nil, argument: String? = nil, choices: [String] = [],
    default defaultText: String? = nil, _ help: String
  ) {
    (self.long, self.short, self.argument, self.choices) = (long, short, argument, choices)
    (self.defaultText, self.help) = (defaultText, help)
  }

  /// The option as a reader types it: `--base`, not `base`.
  public var flag: String { "--\(long)" }

  /// Whether the argument is a file, so that shells complete one.
  var takesFile: Bool {
    argument?.split(separator: "|").contains { $0 == "FILE" || $0 == "DIR" } == true
  }

  /// The file that an argument names, including the form `within:FILE`; nil where it names none.
  func file(in given: String) -> String? {
    if argument == "FILE" { return given }
    let heads = choices.filter { $0.hasSuffix(":FILE") }.map { $0.dropLast("FILE".count) }
    return heads.first(where: given.hasPrefix).map { String(given.dropFirst($0.count)) }
  }
}

/// A command line that cannot be carried out, explained to whoever typed it.
public struct UsageError: Error, Equatable, Sendable {
  public let message: String
  public init(_ message: String) { self.message = message }
}

extension Option {
  public static func flag(
    _ long: String, short: Character? = nil, _ path: WritableKeyPath<Values, Bool>, _ help: String
  ) -> Option {
    Option(text: OptionText(long, short: short, help)) { (values, _) throws(UsageError) in
      values[keyPath: path] = true
    }
  }

  public static func text(
    _ long: String, short: Character? = nil, _ argument: String,
    _ path: WritableKeyPath<Values, String?>, default defaultText: String? = nil, _ help: String
  ) -> Option {
    .parsed(long, short: short, argument, path, default: defaultText, help) {
      (given) throws(UsageError) in given
    }
  }

  /// A text; the option may be given more than once.
  public static func texts(
    _ long: String, _ argument: String, _ path: WritableKeyPath<Values, [String]>, _ help: String
  ) -> Option {
    Option(text: OptionText(long, argument: argument, help)) { (values, given) throws(UsageError) in
      values[keyPath: path].append(given)
    }
  }

  /// A whole number in a range. The default shown is the one in `defaults`.
  public static func integer(
    _ long: String, short: Character? = nil, _ path: WritableKeyPath<Values, Int>,
    argument: String = "N", in range: ClosedRange<Int>, default defaultText: String?,
    _ help: String
  ) -> Option {
    .parsed(long, short: short, argument, path, default: defaultText, help) {
      (given) throws(UsageError) in
      try wholeNumber(given, of: "--\(long)", in: range)
    }
  }

  /// A number in a range.
  public static func number(
    _ long: String, _ argument: String, _ path: WritableKeyPath<Values, Double>,
    in range: ClosedRange<Double>, default defaultText: String?, _ help: String
  ) -> Option {
    .parsed(long, argument, path, default: defaultText, help) { (given) throws(UsageError) in
      guard let number = Double(given), range.contains(number) else {
        let bounds = "\(briefText(range.lowerBound)) to \(briefText(range.upperBound))"
        throw UsageError("--\(long) takes a number from \(bounds), not '\(given)'")
      }
      return number
    }
  }

  /// One of a few words.
  public static func choice<Choice: RawRepresentable & CaseIterable>(
    _ long: String, short: Character? = nil, _ argument: String,
    _ path: WritableKeyPath<Values, Choice>, default defaultChoice: Choice, _ help: String
  ) -> Option where Choice.RawValue == String {
    let choices = Choice.allCases.map(\.rawValue)
    return .parsed(
      long, short: short, argument, path, choices: choices, default: defaultChoice.rawValue, help
    ) { (given) throws(UsageError) in
      guard let choice = Choice(rawValue: given) else {
        throw UsageError("--\(long) takes \(listed(choices)), not '\(given)'")
      }
      return choice
    }
  }

  /// An argument with its own syntax; the closure parses it and says what is wrong with it.
  public static func parsed<Value>(
    _ long: String, short: Character? = nil, _ argument: String,
    _ path: WritableKeyPath<Values, Value>, choices: [String] = [],
    default defaultText: String? = nil,
    _ help: String, _ parse: @escaping (String) throws(UsageError) -> Value
  ) -> Option {
    let text = OptionText(
      long, short: short, argument: argument, choices: choices, default: defaultText, help)
    return Option(text: text) { (values, given) throws(UsageError) in
      values[keyPath: path] = try parse(given)
    }
  }

  /// The same option, with values that shells offer; other values are also valid.
  ///
  /// - Parameter asList: whether several may be given, separated by commas.
  public func offering(_ values: [String], asList: Bool = false) -> Option {
    var text = text
    (text.offered, text.isList) = (values, asList)
    return Option(text: text, store: store)
  }

  /// The same option, for values that contain these.
  public func lifted<Outer>(_ path: WritableKeyPath<Outer, Values>) -> Option<Outer> {
    Option<Outer>(text: text) { (outer, given) throws(UsageError) in
      try store(&outer[keyPath: path], given)
    }
  }
}

/// Parses a whole number; the error says which numbers are allowed.
public func wholeNumber(_ given: String, of option: String, in range: ClosedRange<Int>)
  throws(UsageError) -> Int
{
  guard let number = Int(given), range.contains(number) else {
    let bounds =
      range.upperBound == .max
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    throw UsageError("\(option) takes a whole number \(bounds), not '\(given)'")
  }
  return number
}

/// "a, b or c"
public func listed(_ words: [String], _ conjunction: String = "or") -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
