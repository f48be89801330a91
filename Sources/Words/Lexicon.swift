import Measures
import Spelling

/// A word for a face whose measure is low, or high: "big forehead".
public struct Word: Hashable, Sendable {
  /// The measure's name.
  public let measure: String
  public let isHigh: Bool

  public init(measure: String, isHigh: Bool) {
    (self.measure, self.isHigh) = (measure, isHigh)
  }

  /// The word that contradicts it.
  public var opposite: Word { Word(measure: measure, isHigh: !isHigh) }

  /// The text of the word; made from the measure's name where there is no word for it.
  public var text: String {
    guard let vocabulary = Measure.named(measure)?.vocabulary else {
      return "\(isHigh ? "high" : "low") \(measure)"
    }
    return isHigh ? vocabulary.high : vocabulary.low
  }

  /// Other texts for it.
  public var synonyms: [String] {
    guard let vocabulary = Measure.named(measure)?.vocabulary else { return [] }
    return isHigh ? vocabulary.highSynonyms : vocabulary.lowSynonyms
  }
}

/// All words and their synonyms, looked up as people write them.
public enum Lexicon {
  /// Every word once, in the order of the measures, the low one first.
  public static let words = Measure.all.filter { $0.vocabulary != nil }.flatMap { measure in
    [false, true].map { Word(measure: measure.name, isHigh: $0) }
  }

  private static let spellings: [String: Word] = words.reduce(into: [:]) { all, word in
    for text in [word.text] + word.synonyms { all[normalized(text)] = word }
  }

  /// The word with this text or synonym; case, hyphens and the width of gaps do not matter.
  public static func word(_ text: some StringProtocol) -> Word? { spellings[normalized(text)] }

  /// Known words with a similar spelling, the most similar first.
  ///
  /// - Complexity: O(words × length²).
  public static func nearest(to text: some StringProtocol, count: Int = 3) -> [String] {
    nearestSpellings(
      to: String(text), among: words.flatMap { [$0.text] + $0.synonyms }, count: count,
      by: normalized)
  }

  static func normalized(_ text: some StringProtocol) -> String {
    text.lowercased().split { $0.isWhitespace || $0 == "-" }.joined(separator: " ")
  }
}
