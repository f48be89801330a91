import Filter
import Measures
import Records
import Words

/// How far a face has each of some words, from what its record says.
///
/// A word that stands in the record's `words` counts 1, one whose opposite stands there 0. Of
/// others, the measure decides: the share of people whom the face surpasses in the word's
/// direction, from the record's `scores`, or by comparing its `features` with norms.
public final class WordDegrees {
  /// The fields that a record must be scanned for.
  public static let fields = MeasureReader.fields + ["words", "scores"]

  private let words: [Word]
  private let reader: MeasureReader
  /// Whether scores of the record count: norms that were given are what is wanted.
  private let usesScores: Bool
  /// Of each word, the norm of its measure and the reader's column.
  private let columns: [(norm: MeasureNorm, place: Int)?]
  private let texts: [String: Word]

  /// - Parameter reader: of the norms' measures.
  public init(_ words: [Word], _ norms: Norms, _ reader: MeasureReader, usesScores: Bool) {
    (self.words, self.reader, self.usesScores) = (words, reader, usesScores)
    columns = words.map { word in
      guard let index = norms.names.firstIndex(of: word.measure),
        let place = reader.names.firstIndex(of: word.measure)
      else { return nil }
      return (norms.measures[index], place)
    }
    texts = Dictionary(Lexicon.words.map { ($0.text, $0) }) { first, _ in first }
  }

  /// - Returns: 0 … 1 for each word; nil where nothing tells.
  /// - Throws: `InputFailure` where the record has neither words nor measures, or ones of another
  ///   kind.
  public func degrees(of record: Record) throws(InputFailure) -> [Double?] {
    let told = try Told(record, texts)
    let values = record.holds(MeasureReader.field) ? try reader.values(of: record) : []
    return words.indices.map { index in
      let word = words[index]
      if told.words.contains(word) { return 1 }
      if told.words.contains(word.opposite) { return 0 }
      var share = usesScores ? told.scores[word.measure] : nil
      if share == nil, let column = columns[index], column.place < values.count {
        share = values[column.place].map { column.norm.percentile($0) }
      }
      return share.map { word.isHigh ? $0 : 1 - $0 }
    }
  }

  /// Checks what `degrees` will read besides the measures.
  public static func check(_ record: Record) throws(InputFailure) { _ = try Told(record, [:]) }
}

/// What a record says of its face's words.
private struct Told {
  var words: Set<Word> = []
  var scores: [String: Double] = [:]

  /// - Parameter texts: words by how fc-describe writes them.
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
