import Spelling

extension Command {
  /// Suggestions for a misspelt option, as the end of a sentence.
  func meant(by text: String, _ options: [OptionText]) -> String {
    guard text.hasPrefix("--") else { return "" }
    let known = options.filter { !$0.isHidden }.map(\.long)
    let likely = likelySpellings(of: String(text.dropFirst(2).prefix { $0 != "=" }), among: known)
    return likely.isEmpty ? "" : ": did you mean \(listed(likely.map { "--\($0)" }))?"
  }

  func ambiguity(of text: String, _ options: [OptionText]) -> UsageError {
    let short = text.prefix { $0 != "=" }
    let fitting = options.filter { !$0.isHidden && $0.flag.hasPrefix(short) }.map(\.flag)
    return UsageError(
      "\(short) is short for more than one option: \(fitting.joined(separator: ", "))")
  }
}
