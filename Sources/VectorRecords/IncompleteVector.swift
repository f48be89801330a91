import Filter
import Records

extension InputFailure {
  /// Of a face of which a measure could not be taken, for a stage that needs all of them; nil where
  /// no measure is null.
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
      ? "" : "; fc-normalize --features \(taken.joined(separator: ",")) takes this face in"
    return InputFailure("incomplete", "\(listed(missing, "and")) could not be taken\(remedy)")
  }
}
