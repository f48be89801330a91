import Records
import Words

extension Record {
  /// Sets the look of a face.
  ///
  /// - Parameter names: the names of the looks.
  func set(_ match: LookMatcher.Match, _ names: [String], least: Double) {
    let fits = match.best != nil && match.fit >= least
    let next = fits ? match.next : match.best
    func name(_ field: String, _ look: Int?) {
      set(field) { $0.optional(look) { $0.string(names[$1]) } }
    }
    name("look", fits ? match.best : nil)
    set("fit") { text in
      if match.best != nil { text.fixed(match.fit, decimals: 4) } else { text.null() }
    }
    name("next_look", next)
    set("why") { text in
      text.list(fits ? match.reasons : []) { $0.string($1.text) }
    }
  }
}

extension JSONText {
  /// One line per word: the word, its direction and measure, and its synonyms, separated by tabs.
  mutating func listOfWords() {
    for word in Lexicon.words {
      append("\(word.text)\t\(word.isHigh ? "high" : "low") \(word.measure)\t")
      append(word.synonyms.joined(separator: ", ") + "\n")
    }
  }
}
