import Filter
import MeasureRecords
import Measures

extension WithinPersonFile {
  /// How much measures vary between photos of one person, for choosing words; nil where that is
  /// unknown, which is reported, as no word can be sure then.
  ///
  /// - Throws: `Fatal` where the lengths were divided by a different base.
  public func spreads(
    of names: [String], base wanted: Base, note: (String) -> Void
  ) throws -> [Double?] {
    let isOverBase = names.contains { Measure.named($0)?.isRatio != true }
    guard wanted == base || !isOverBase else {
      throw Fatal(
        "how measures vary between photos was learned from lengths divided by \(base.words), but "
          + "these are divided by \(wanted.words): run fc-normalize with the same --base, or give "
          + "--within FILE from fc-repeat, or --sure 0")
    }
    let spreads = names.map { spread(of: $0) }
    let unknown = zip(names, spreads).filter { name, spread in
      spread == nil && Measure.named(name)?.vocabulary != nil
    }.map(\.0)
    if !unknown.isEmpty {
      note(
        "no words are given for \(listed(unknown, "and")): the variation between photos of one "
          + "person is unknown; give --within FILE from fc-repeat, or --sure 0")
    }
    return spreads
  }
}
