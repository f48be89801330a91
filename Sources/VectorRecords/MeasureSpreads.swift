import Filter
import MeasureRecords
import Measures

extension WithinPersonFile {
  /// How far measures vary between photos of one person, for words; nil where that is not known,
  /// which is told: nothing sure can be said then.
  ///
  /// - Throws: `Fatal` where the lengths are over another base.
  public func spreads(
    of names: [String], base wanted: Base, note: (String) -> Void
  ) throws -> [Double?] {
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
