/// What there is to say about a program, whatever its values' type: the source of help, man page
/// and completions.
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
        "Reads records (NDJSON) from the FILEs, or from standard input without one or where FILE "
        + "is -."
    case .files(let operand, _, let sentence):
      operands = " [\(operand)]..."
      inputLine = sentence
    case .beside(let operand, let sentence):
      operands = " \(operand)..."
      inputLine = sentence
    case .command:
      operands = " STORE COMMAND [ARGUMENT]..."
      inputLine =
        "Reads what COMMAND would: the files that its arguments name, or standard input. Records "
        + "(NDJSON), or a path per line."
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

  /// The help with its choices and its default.
  var fullHelp: String {
    let isListed = choices.allSatisfy { (argument ?? "").contains($0) }
    let words = choices.isEmpty || isListed ? "" : ": " + listed(choices)
    return help + words + (defaultText.map { " [\($0)]" } ?? "")
  }
}
