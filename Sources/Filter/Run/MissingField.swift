import NumberText
import Records
import Spelling

/// The records at the beginning of an input that lack the field which a stage needs. Where all do,
/// its name is wrong, and that is said once.
struct MissingField {
  private var failure: InputFailure?
  private var field = ""
  private var remedy = ""
  private var names: [String] = []
  private var places: [String] = []
  private var count = 0
  /// Whether no record has been found yet that has the field, or fails otherwise.
  private(set) var mayWait = true

  /// Keeps a failure for later; false where it is to be told now.
  mutating func takes(_ failure: InputFailure, of record: Record, at place: () -> String) -> Bool {
    guard mayWait, let missing = failure.missing else { return false }
    if count == 0 {
      self.failure = failure
      (field, remedy) = (missing.field, missing.remedy.map { ": \($0)" } ?? "")
      names = record.allNames()
    }
    count += 1
    if places.count < AlikeMessages.mostTold { places.append(place()) }
    return true
  }

  /// Gives back what was kept, with the places of the first few, and keeps nothing more.
  mutating func release() -> [(message: String, place: String)] {
    mayWait = false
    defer { count = 0 }
    guard let failure else { return [] }
    return (0..<count).map { (failure.message, $0 < places.count ? places[$0] : "") }
  }

  /// What is wrong where the input has ended with all records lacking the field.
  var sentence: String? {
    guard count > 0 else { return nil }
    let likely = likelySpellings(of: field, among: names).map { "'\($0)'" }
    let meant = likely.isEmpty ? "" : ": did you mean \(listed(likely))?"
    let having = (names.isEmpty ? "has no field at all" : "has \(listed(names, "and"))") + meant
    return count == 1
      ? "the only record has no \(field)\(remedy); it \(having)"
      : "none of \(counted(count, "record")) has \(field)\(remedy); the first one \(having)"
  }
}
