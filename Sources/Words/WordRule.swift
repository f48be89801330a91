import Glibc

/// When a word may be used for a face.
public struct WordRule: Sendable {
  /// The face must be beyond this quantile of the people it is compared with, 0.5 … 1.
  public var beyond = 0.8
  /// Another photo of this person must be beyond it too, with at least this probability.
  public var sure = 0.9

  public init() {}

  /// Whether a word depends on how a measure varies between photos: a face beyond the quantile is
  /// beyond it in another photo with a probability of at least one half anyway.
  public var asksForRepetition: Bool { sure > 0.5 }

  /// The probability that another photo of a person is beyond a quantile too: two photos of one
  /// person differ by a normally distributed error with twice the variance within persons.
  ///
  /// - Parameters:
  ///   - excess: how far beyond the quantile this photo is.
  ///   - within: standard deviation between photos of one person, in the same unit.
  public static func probability(excess: Double, within: Double) -> Double {
    within > 0 ? erfc(-excess / (2 * within)) / 2 : excess > 0 ? 1 : 0
  }

  /// How far beyond the quantile a face must be for a word: the minimum excess whose probability is
  /// `sure`.
  func margin(within: Double) -> Double {
    guard asksForRepetition, within > 0 else { return 0 }
    // Beyond 20 deviations, the probability is 1 in a double.
    var (low, high) = (0.0, 20 * within)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if Self.probability(excess: middle, within: within) < sure {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}

/// Describes faces in words.
public struct Describer: Sendable {
  /// A measure with everything needed to put it into words.
  private struct Column: Sendable {
    let norm: MeasureNorm
    /// The thresholds of the words: one for values below `low`, the other for values above `high`.
    let low, high: Double
    let texts: [String]
  }

  private let columns: [Column?]

  /// - Parameters:
  ///   - names: the measures, in the order of each face's values.
  ///   - within: standard deviation between photos of one person; nil where it is unknown, so that
  ///     no word is used.
  public init(_ rule: WordRule, _ norms: Norms, names: [String], within: [Double?]) {
    columns = zip(names, within).map { name, within in
      guard let index = norms.names.firstIndex(of: name) else { return nil }
      let norm = norms.measures[index]
      let words = [false, true].map { Word(measure: name, isHigh: $0) }
      let texts = words.map(\.text)
      guard let within, norm.deviation > 0, Lexicon.words.contains(words[0]) else {
        return Column(norm: norm, low: -.infinity, high: .infinity, texts: texts)
      }
      let margin = rule.margin(within: within)
      return Column(
        norm: norm, low: norm.quantile(1 - rule.beyond) - margin,
        high: norm.quantile(rule.beyond) + margin, texts: texts)
    }
  }

  /// The words of a face, strongest first: the farthest from the mean in standard deviations.
  ///
  /// - Parameter values: nil where a measure is missing.
  public func words(of values: [Double?]) -> [String] {
    var found: [(word: String, size: Double)] = []
    for (column, value) in zip(columns, values) {
      guard let column, let value, value > column.high || value < column.low else { continue }
      let size = (value - column.norm.mean).magnitude / column.norm.deviation
      found.append((column.texts[value > column.high ? 1 : 0], size))
    }
    // There are few at most; equal ones stay in the order of the measures.
    return found.enumerated().sorted {
      $0.element.size != $1.element.size
        ? $0.element.size > $1.element.size : $0.offset < $1.offset
    }.map(\.element.word)
  }

  /// The share of people below each value; nil where the value or its norm is missing.
  public func percentiles(of values: [Double?]) -> [Double?] {
    zip(columns, values).map { column, value in
      guard let column, let value else { return nil }
      return column.norm.percentile(value)
    }
  }
}
