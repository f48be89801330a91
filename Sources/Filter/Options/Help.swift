/// The text of `--help`, for a terminal of 80 columns.
func helpText(_ command: CommandText) -> String {
  var lines = wrapped("\(command.name): \(command.summary)", indent: 0)
  lines += ["", "Usage: \(command.usage)", ""]
  lines += wrapped(command.inputLine, indent: 0)
  for paragraph in command.description {
    lines += [""] + wrapped(paragraph, indent: 0)
  }
  lines += ["", "Options (defaults are in brackets):"]
  for option in command.options {
    let help = wrapped(option.fullHelp, indent: helpColumn)
    let synopsis = "  " + option.synopsis
    if synopsis.count + 2 <= helpColumn, let first = help.first {
      lines.append(synopsis + first.dropFirst(synopsis.count))
      lines += help.dropFirst()
    } else {
      lines += [synopsis] + help
    }
  }
  lines += ["", "Examples:"]
  for example in command.examples {
    lines += wrapped(example.meaning, indent: 2) + ["    " + example.line]
  }
  lines += ["", "Exit status:"]
  for (status, meaning) in command.exitStatuses {
    let text = wrapped(meaning, indent: 5)
    lines.append("  \(status)  " + (text.first ?? "").dropFirst(5))
    lines += text.dropFirst()
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The text of `-h`: the usage and one line per option.
func shortHelpText(_ command: CommandText) -> String {
  var lines = wrapped("\(command.name): \(command.summary)", indent: 0)
  lines += ["", "Usage: \(command.usage)", ""]
  for option in command.options {
    let synopsis = "  " + option.synopsis
    let first = option.help.prefix { !";:(".contains($0) }
    let margin = max(helpColumn, synopsis.count + 2)
    let line = wrapped(String(first), indent: 0, width: max(20, width - margin - 4))
    let text = (line.first ?? "") + (line.count > 1 ? " ..." : "")
    lines.append(synopsis + String(repeating: " ", count: margin - synopsis.count) + text)
  }
  return (lines + ["", "\(command.name) --help explains more, with examples."])
    .joined(separator: "\n") + "\n"
}

private let helpColumn = 28
private let width = 80

/// Breaks text at spaces.
private func wrapped(_ text: String, indent: Int, width: Int = width) -> [String] {
  let margin = String(repeating: " ", count: indent)
  var lines: [String] = []
  var line = margin
  for word in text.split(separator: " ") {
    if line.count > indent, line.count + 1 + word.count > width {
      lines.append(line)
      line = margin
    }
    if line.count > indent { line += " " }
    line += word
  }
  return lines + [line]
}
