import CSystem
import Glibc

extension Command {
  /// Parses the command line, runs the program and ends the process.
  ///
  /// - Parameter body: receives the program's own options and the run. An error that it throws is
  ///   printed and ends the process with status 2.
  public func main(_ body: (Values, Run) throws -> Void) -> Never {
    guard_standard_streams()
    var begun: Run?
    do {
      var parsed = try parse(CommandLine.argc, CommandLine.unsafeArgv)
      if parsed.common.generate == .memo {
        let output = try Output(path: nil)
        portrait(parsed).bytes.withUnsafeBytes { output.text.append($0) }
        try output.finish()
        exit(0)
      }
      if let text = document(parsed.common) {
        let output = try Output(path: nil)
        output.text.append(text)
        try output.finish()
        exit(0)
      }
      if !input.isNothing, parsed.operands.isEmpty || input.isBesideOperands,
        isatty(STDIN_FILENO) == 1,
        !needsNoInput(parsed.values)
      {
        throw UsageError(
          (input.isBesideOperands ? "" : "no operand, and ")
            + "standard input is a terminal. Usage: \(CommandText(self).usage)")
      }
      if input.isNothing, let operand = parsed.operands.first {
        throw UsageError("takes no operand such as '\(String(decoding: operand, as: UTF8.self))'")
      }
      try beRemembered(&parsed)
      let run = try Run(self, parsed)
      begun = run
      try body(parsed.values, run)
      exit(try run.finish())
    } catch {
      if let begun { begun.end(with: error) }
      exit(exitStatus(of: error, program: name, failures: 0))
    }
  }

  /// What `--help` and similar options print instead of a run.
  private func document(_ common: CommonOptions) -> String? {
    let text = CommandText(self)
    if common.help { return helpText(text) }
    if common.shortHelp { return shortHelpText(text) }
    if common.version {
      let details = common.verbose ? versionDetails?() ?? [] : []
      return (["\(name) \(version)"] + details).map { $0 + "\n" }.joined()
    }
    switch common.generate {
    case .man: return manPage(text)
    case .bash: return bashCompletion(text)
    case .zsh: return zshCompletion(text)
    case .fish: return fishCompletion(text)
    case .memo, nil: return nil
    }
  }
}
