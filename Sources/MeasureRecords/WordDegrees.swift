import Filter
import Measures
import Records
import Words

/// How far each of some words applies to a face, according to its record.
///
/// A word that is in the record's `words` counts 1; one whose opposite is there counts 0. For other
/// words, the measure decides: the share of people whom the face surpasses in the word's direction,
/// from the record's `scores`, or by comparing its `features` with norms.
public final class WordDegrees {
  /// The fields that a record must be scanned for.
  public static let fields = MeasureReader.fields + ["words", "scores"]

  private let words: [Word]
  private let reader: MeasureReader
  /// Whether scores in the record are used: not if norms were given, which take precedence.
  private let usesScores: Bool
  /// For each word, the norm of its measure and the reader's column.
  private let columns: [(norm: MeasureNorm, column: Int)?]
  private let texts: [String: Word]

  /// - Parameter reader: reads the norms' measures.
  public init(_ words: [Word], _ norms: Norms, _ reader: MeasureReader, usesScores: Bool) {
    (self.words, self.reader, self.usesScores) = (words, reader, usesScores)
    columns = words.map { word in
      guard let index = norms.names.firstIndex(of: word.measure),
        let column = reader.names.firstIndex(of: word.measure)
      else { return nil }
      return (norms.measures[index], column)
    }
    texts = Dictionary(Lexicon.words.map { ($0.text, $0) }) { first, _ in first }
  }

  /// - Returns: 0 … 1 for each word; nil where the record does not say.
  /// - Throws: `InputFailure` where the record has neither words nor measures, or invalid ones.
  public func degrees(of record: Record) throws(InputFailure) -> [Double?] {
    let recorded = try RecordedWords(record, texts)
    let values = record.holds(MeasureReader.field) ? try reader.values(of: record) : []
    return words.indices.map { index in
      let word = words[index]
      if recorded.words.contains(word) { return 1 }
      if recorded.words.contains(word.opposite) { return 0 }
      var share = usesScores ? recorded.scores[word.measure] : nil
      if share == nil, let column = columns[index], column.column < values.count {
        share = values[column.column].map { column.norm.percentile($0) }
      }
      return share.map { word.isHigh ? $0 : 1 - $0 }
    }
  }

  /// Checks the fields that `degrees` reads besides the measures.
  public static func check(_ record: Record) throws(InputFailure) {
    _ = try RecordedWords(record, [:])
  }
}

/// The words and scores in a face's record.
private struct RecordedWords {
  var words: Set<Word> = []
  var scores: [String: Double] = [:]

  /// - Parameter texts: words by their text, as fc-describe writes it.
  init(_ record: Record, _ texts: [String: Word]) throws(InputFailure) {
    let fields = ["words", "scores", MeasureReader.field].filter { record.holds($0) }
    guard !fields.isEmpty else {
      throw InputFailure(
        "no-vector", missing: "words or features", remedy: "run fc-normalize and fc-describe first")
    }
    if fields.contains("words") {
      guard let given = record.strings("words") else {
        throw InputFailure("bad-vector", "words must be an array of strings")
      }
      words = Set(given.compactMap { texts[$0] ?? Lexicon.word($0) })
    }
    guard fields.contains("scores") else { return }
    guard let numbers = record.numbers("scores", allowingNulls: true), numbers.isNamed,
      numbers.rowLength == 0, numbers.values.allSatisfy({ $0.isNaN || (0...1).contains($0) })
    else {
      throw InputFailure("bad-vector", "scores must be an object of numbers from 0 to 1")
    }
    for (name, score) in zip(record.memberNames("scores"), numbers.values) where !score.isNaN {
      scores[name] = score
    }
  }
}
