/// A manual page in the man macros of roff.
func manPage(_ command: CommandText) -> String {
  var page = """
    .TH \(command.name.uppercased()) 1 \(versionDate) "face-clustering \(version)" "Face clustering"
    .SH NAME
    \(filled("\(command.name) - \(command.summary)"))
    .SH SYNOPSIS
    .B \(roff(command.name))
    [\\fIOPTION\\fR]...\(roff(command.operands))
    .SH DESCRIPTION
    \(filled(command.inputLine))

    """
  for paragraph in command.description {
    page += ".PP\n\(filled(paragraph))\n"
  }
  page += ".SH OPTIONS\nDefaults are in brackets.\n"
  for option in command.options {
    let letter = option.short.map { "\\fB\\-\($0)\\fR, " } ?? ""
    let argument = option.argument.map { " \\fI\(roff($0))\\fR" } ?? ""
    page += ".TP\n\(letter)\\fB\(roff(option.flag))\\fR\(argument)\n\(filled(option.fullHelp))\n"
  }
  page += ".SH EXAMPLES\n"
  for (number, example) in command.examples.enumerated() {
    page += (number == 0 ? "" : ".PP\n") + "\(roff(example.meaning))\n"
    page += ".PP\n.nf\n.RS\n\(roff(example.line))\n.RE\n.fi\n"
  }
  page += ".SH EXIT STATUS\n"
  for (status, meaning) in command.exitStatuses {
    page += ".TP\n\(status)\n\(filled(meaning))\n"
  }
  if !command.modelFolders.isEmpty {
    let option = command.options.contains { $0.long == "model" } ? "at --model, then " : ""
    let folders = [
      "$FC_MODELS", "~/.local/share/face-clustering", "the install prefix's share/face-clustering",
    ]
    let searched = option + "in " + listed(folders + command.modelFolders, "and")
    page += ".SH FILES\n\(filled("Models are looked for \(searched)."))\n"
  }
  page += ".SH SEE ALSO\n.BR face\\-clustering (7),\n.BR jq (1)\n"
  return page
}

/// Wraps a paragraph at 80 bytes; roff fills the lines again.
private func filled(_ text: String) -> String {
  var (filled, width) = ("", 0)
  for word in roff(text).split(separator: " ") {
    // mandoc counts non-ASCII characters as escapes, such as \[u2026].
    let length = word.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 9) }
    let fits = width + 1 + length <= 80
    filled += (width == 0 ? "" : fits ? " " : "\n") + word
    width = fits ? width + 1 + length : length
  }
  return filled
}

/// Escapes what roff would interpret as a request.
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
