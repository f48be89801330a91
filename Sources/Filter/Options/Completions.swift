/// Completion for bash: options, their values, and files.
func bashCompletion(_ command: CommandText) -> String {
  let function = "_" + command.name.replacing("-", with: "_")
  var cases = ""
  for option in command.options where option.argument != nil {
    let names = option.short.map { "-\($0)|" } ?? ""
    cases += "    \(names)\(option.flag)) \(option.bashReply); return ;;\n"
  }
  let flags = command.options.map(\.flag).joined(separator: " ")
  return """
    # bash completion for \(command.name)
    \(function)() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
      # Bash makes three words of --option=value.
      if [[ $current == = ]]; then
        current=
      elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
      fi
      case $previous in
    \(cases)  esac
      if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '\(flags)' -- "$current")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      fi
    }
    complete -o filenames -F \(function) \(command.name)

    """
}

/// Completion for zsh.
func zshCompletion(_ command: CommandText) -> String {
  var specifications: [String] = []
  for option in command.options {
    var argument = ""
    if let name = option.argument {
      argument = ":\(zshSpecification(name.lowercased())):\(option.zshAction)"
    }
    let rest = quoted("[\(zshSpecification(option.help))]\(argument)")
    // The value may be in the same word: -k4, --clusters=4.
    let (plus, equals) = option.argument == nil ? ("", "") : ("+", "=")
    if let letter = option.short {
      let names = "{-\(letter)\(plus),\(option.flag)\(equals)}"
      specifications.append("'(-\(letter) \(option.flag))'\(names)\(rest)")
    } else {
      specifications.append("\(option.flag)\(equals)\(rest)")
    }
  }
  if !command.operands.isEmpty { specifications.append("'*:file:_files'") }
  return """
    #compdef \(command.name)
    _arguments -s \\
      \(specifications.joined(separator: " \\\n  "))

    """
}

/// Completion for fish.
func fishCompletion(_ command: CommandText) -> String {
  command.options.map { option in
    var line = "complete -c \(command.name) -l \(option.long)"
    if let letter = option.short { line += " -s \(letter)" }
    if option.argument != nil { line += option.takesFile ? " -r -F" : " -x" }
    if !option.words.isEmpty { line += " -a \(quotedForFish(option.fishWords))" }
    return line + " -d \(quotedForFish(option.help))\n"
  }.joined()
}

extension OptionText {
  /// The choices as words that the shell will parse once more, so special characters are escaped.
  /// Capitals after a colon or an equals sign are for the user to fill in.
  fileprivate var words: String {
    (choices + offered).map { choice in
      let head = choice.prefix(choice.count - choice.reversed().prefix(while: \.isUppercase).count)
      let given = head.hasSuffix(":") || head.hasSuffix("=") ? String(head) : choice
      return given.map { isPlain($0) ? String($0) : "\\\($0)" }.joined()
    }.joined(separator: " ")
  }

  /// The bash code that sets the reply for a value.
  fileprivate var bashReply: String {
    if words.isEmpty && !takesFile { return "COMPREPLY=()" }
    let files = takesFile ? " -f" : ""
    let given = words.isEmpty ? "" : " -W \(quoted(words))"
    guard isList else {
      return "mapfile -t COMPREPLY < <(compgen\(given)\(files) -- \"$current\")"
    }
    // Everything up to the last comma is kept.
    return "local before=${current%\"${current##*,}\"}; "
      + "mapfile -t COMPREPLY < <(compgen -P \"$before\"\(given) -- \"${current##*,}\")"
  }

  /// The action of `_arguments` for a value.
  fileprivate var zshAction: String {
    let words = words.replacing(":", with: "\\:")
    return switch (words.isEmpty, takesFile) {
    case (true, true): "_files"
    case (true, false): ""
    case (false, true): "{compadd - \(words); _files}"
    case (false, false): isList ? "_sequence compadd - \(words)" : "(\(words))"
    }
  }

  /// What fish offers for a value, except files.
  fileprivate var fishWords: String { isList ? "(__fish_append , \(words))" : words }
}

/// Whether a character stands for itself in every shell.
private func isPlain(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || "-_.,:/+@%".contains(character)
}

/// Escapes the characters that end a part of an `_arguments` specification.
private func zshSpecification(_ text: String) -> String {
  text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
}

/// In single quotes for bash and zsh.
private func quoted(_ text: String) -> String {
  "'" + text.replacing("'", with: "'\\''") + "'"
}

/// In single quotes for fish, where a backslash escapes itself and the quote.
private func quotedForFish(_ text: String) -> String {
  "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}

extension String {
  /// Like Foundation's method of this name, without Foundation.
  fileprivate func replacing(_ character: Character, with other: String) -> String {
    split(separator: character, omittingEmptySubsequences: false).joined(separator: other)
  }
}
