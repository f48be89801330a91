/// Completion for bash: options, their choices, and files.
func bashCompletion(_ command: CommandText) -> String {
  let function = "_" + command.name.replacing("-", with: "_")
  var cases = ""
  for option in command.options where option.argument != nil {
    let names = option.short.map { "-\($0)|" } ?? ""
    let reply =
      option.choices.isEmpty
      ? (option.takesFile ? "mapfile -t COMPREPLY < <(compgen -f -- \"$current\")" : "COMPREPLY=()")
      : "mapfile -t COMPREPLY < <(compgen -W '\(option.choices.joined(separator: " "))' -- \"$current\")"
    cases += "    \(names)\(option.flag)) \(reply); return ;;\n"
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
      let action =
        option.choices.isEmpty ? (option.takesFile ? "_files" : "") : "(\(option.choices.joined(separator: " ")))"
      argument = ":\(zsh(name.lowercased())):\(action)"
    }
    let help = "[\(zsh(option.help))]"
    if let letter = option.short {
      specifications.append("'(-\(letter) \(option.flag))'{-\(letter),\(option.flag)}'\(help)\(argument)'")
    } else {
      specifications.append("'\(option.flag)\(help)\(argument)'")
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
    if !option.choices.isEmpty {
      line += " -x -a '\(option.choices.joined(separator: " "))'"
    } else if option.takesFile {
      line += " -r"
    } else if option.argument != nil {
      line += " -x"
    }
    return line + " -d '\(option.help.replacing("'", with: "\\'"))'\n"
  }.joined()
}

/// Escapes what ends a part of an _arguments specification, and the shell's quote.
private func zsh(_ text: String) -> String {
  var escaped = ""
  for character in text {
    switch character {
    case "[", "]", ":", "\\": escaped += "\\\(character)"
    case "'": escaped += "'\\''"
    default: escaped.append(character)
    }
  }
  return escaped
}

extension String {
  /// Foundation's, without Foundation.
  fileprivate func replacing(_ character: Character, with other: String) -> String {
    split(separator: character, omittingEmptySubsequences: false).joined(separator: other)
  }
}
