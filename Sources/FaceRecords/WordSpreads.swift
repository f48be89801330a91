import Filter
import Measures
import Records
import Words

extension WithinPersonFile {
  /// How far measures vary between photos of one person, for words; nil where that is not known,
  /// which is told: nothing sure can be said then.
  ///
  /// - Throws: `Fatal` where the lengths are over another base.
  public func spreads(
    of names: [String], base wanted: Base, rule: WordRule, note: (String) -> Void
  ) throws -> [Double?] {
    // Nothing need be known of other photos where a word need not be found again.
    guard rule.asksForRepetition else { return names.map { _ in 0 } }
    let isOverBase = names.contains { Measure.named($0)?.isRatio != true }
    guard wanted == base || !isOverBase else {
      throw Fatal(
        "how measures vary between photos was learned from lengths over \(base.words), and these "
          + "are over \(wanted.words): run fc-normalize with the same --base, or give --within "
          + "FILE of fc-repeat, or --sure 0")
    }
    let spreads = names.map { spread(of: $0) }
    let unknown = zip(names, spreads).filter { name, spread in
      spread == nil && Measure.named(name)?.vocabulary != nil
    }.map(\.0)
    if !unknown.isEmpty {
      note(
        "no word is said of \(listed(unknown, "and")): the variation between photos of one person "
          + "is not known; give --within FILE of fc-repeat, or --sure 0")
    }
    return spreads
  }
}

extension JSONText {
  /// A share of people for each measure, or null.
  public mutating func scores(_ names: [String], _ scores: [Double?]) {
    append("{")
    for (index, name) in names.enumerated() {
      if index > 0 { append(",") }
      string(name)
      append(":")
      if let score = scores[index] { fixed(score, decimals: 4) } else { null() }
    }
    append("}")
  }
}
