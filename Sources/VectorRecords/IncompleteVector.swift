import Filter
import Records

extension InputFailure {
  /// The failure of a face that lacks a measure, for a stage that needs all measures; nil where no
  /// measure is null.
  ///
  /// - Precondition: the record was scanned for the field.
  static func incomplete(_ field: String, of record: Record) -> InputFailure? {
    guard let numbers = record.numbers(field, allowingNulls: true), numbers.isNamed,
      numbers.rowLength == 0
    else { return nil }
    let names = zip(record.memberNames(field), numbers.values)
    let missing = names.filter { $0.1.isNaN }.map(\.0)
    guard !missing.isEmpty else { return nil }
    let taken = names.filter { !$0.1.isNaN }.map(\.0)
    let remedy =
      taken.isEmpty || field != "features"
      ? "" : "; fc-normalize --features \(taken.joined(separator: ",")) would include this face"
    return InputFailure("incomplete", "\(listed(missing, "and")) could not be measured\(remedy)")
  }
}
