import NumberText
import Records
import Spelling

/// The records at the beginning of an input that lack the field that a stage needs. Where all of
/// them do, the field's name is probably wrong, and that is reported once.
struct MissingField {
  private var failure: InputFailure?
  private var field = ""
  private var remedy = ""
  private var names: [String] = []
  private var locations: [String] = []
  private var count = 0
  /// Whether every record so far lacked the field.
  private(set) var mayWait = true

  /// Holds a failure back; false where it is to be reported now.
  mutating func takes(_ failure: InputFailure, of record: Record, at location: () -> String) -> Bool
  {
    guard mayWait, let missing = failure.missing else { return false }
    if count == 0 {
      self.failure = failure
      (field, remedy) = (missing.field, missing.remedy.map { ": \($0)" } ?? "")
      names = record.allNames()
    }
    count += 1
    if locations.count < AlikeMessages.maximumPrinted { locations.append(location()) }
    return true
  }

  /// Returns what was held back, with the locations of the first few, and holds nothing back from
  /// now on.
  mutating func release() -> [(message: String, location: String)] {
    mayWait = false
    defer { count = 0 }
    guard let failure else { return [] }
    return (0..<count).map { (failure.message, $0 < locations.count ? locations[$0] : "") }
  }

  /// The message for an input that ended with all records lacking the field.
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
