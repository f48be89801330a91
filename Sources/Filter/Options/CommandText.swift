/// Everything that help, man page and completions say about a program, whatever the type of its
/// option values.
struct CommandText {
  let name: String
  let summary: String
  let operands: String
  let inputLine: String
  let description: [String]
  let options: [OptionText]
  let examples: [(line: String, meaning: String)]
  let modelFolders: [String]
  let exitStatuses: [(Int, String)]

  init<Values>(_ command: Command<Values>) {
    name = command.name
    summary = command.summary
    description = command.description
    options = command.allOptions.map(\.text).filter { !$0.isHidden }
    examples = command.examples
    modelFolders = command.modelFolders
    exitStatuses = command.exitStatuses ?? Self.stageStatuses
    switch command.input {
    case .records:
      operands = " [FILE]..."
      inputLine =
        "Reads records (NDJSON) from the FILEs, or from standard input if there is none or "
        + "FILE is -."
    case .files(let operand, _, let sentence):
      operands = " [\(operand)]..."
      inputLine = sentence
    case .beside(let operand, let sentence):
      operands = " \(operand)..."
      inputLine = sentence
    case .command:
      operands = " STORE COMMAND [ARGUMENT]..."
      inputLine =
        "Reads what COMMAND would read: the files named by its arguments, or standard input: "
        + "records (NDJSON) or one path per line."
    case .nothing:
      operands = ""
      inputLine = "Reads nothing."
    }
  }

  var usage: String { "\(name) [OPTION]...\(operands)" }

  private static let stageStatuses: [(Int, String)] = [
    (0, "all inputs were processed; a photo without a face counts as processed"),
    (1, "some inputs failed; all others were delivered"),
    (
      2,
      "nothing could be done: wrong usage, a missing model, an output that cannot be written, "
        + "too few faces; or --strict, and an input failed"
    ),
  ]
}

extension OptionText {
  /// "-k, --clusters N"
  var synopsis: String {
    let letter = short.map { "-\($0), " } ?? "    "
    return letter + flag + (argument.map { " \($0)" } ?? "")
  }

  /// The help text, followed by the choices and the default.
  var fullHelp: String {
    let isListed = choices.allSatisfy { (argument ?? "").contains($0) }
    let words = choices.isEmpty || isListed ? "" : ": " + listed(choices)
    return help + words + (defaultText.map { " [\($0)]" } ?? "")
  }
}
