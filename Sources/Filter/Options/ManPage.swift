/// A manual page in the man macros of roff.
func manPage(_ command: CommandText) -> String {
  var page = """
    .TH \(command.name.uppercased()) 1 "" "face-clustering \(version)" "Face clustering"
    .SH NAME
    \(roff(command.name)) \\- \(roff(command.summary))
    .SH SYNOPSIS
    .B \(roff(command.name))
    [\\fIOPTION\\fR]...\(roff(command.operands))
    .SH DESCRIPTION
    \(roff(command.inputLine))

    """
  for paragraph in command.description {
    page += ".PP\n\(roff(paragraph))\n"
  }
  page += ".SH OPTIONS\nA default stands in brackets.\n"
  for option in command.options {
    let letter = option.short.map { "\\fB\\-\($0)\\fR, " } ?? ""
    let argument = option.argument.map { " \\fI\(roff($0))\\fR" } ?? ""
    page += ".TP\n\(letter)\\fB\(roff(option.flag))\\fR\(argument)\n\(roff(option.fullHelp))\n"
  }
  page += ".SH EXAMPLES\n"
  for example in command.examples {
    page += ".PP\n\(roff(example.meaning))\n.PP\n.nf\n.RS\n\(roff(example.line))\n.RE\n.fi\n"
  }
  page += ".SH EXIT STATUS\n"
  for (status, meaning) in command.exitStatuses {
    page += ".TP\n\(status)\n\(roff(meaning))\n"
  }
  if !command.modelFolders.isEmpty {
    let option = command.options.contains { $0.long == "model" } ? "at --model, then " : ""
    let folders = [
      "$FC_MODELS", "~/.local/share/face-clustering", "the install prefix's share/face-clustering",
    ]
    let places = option + "in " + listed(folders + command.modelFolders, "and")
    page += ".SH FILES\n\(roff("Models are looked for \(places)."))\n"
  }
  page += ".SH SEE ALSO\n.BR face\\-clustering (7),\n.BR jq (1)\n"
  return page
}

/// Escapes what roff would take for a request.
private func roff(_ text: String) -> String {
  var escaped = ""
  for character in text {
    switch character {
    case "\\": escaped += "\\e"
    case "-": escaped += "\\-"
    case ".", "'": escaped += "\\&\(character)"
    default: escaped.append(character)
    }
  }
  return escaped
}
