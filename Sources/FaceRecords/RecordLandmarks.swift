import Filter
import Measures
import Records

extension Record {
  /// The record's 68 points.
  ///
  /// - Throws: `InputFailure` where there are none, or others than 68 finite ones.
  public func landmarks(_ field: String = "landmarks") throws(InputFailure) -> Landmarks {
    guard holds(field) else {
      throw InputFailure("no-landmarks", "the record has no \(field): run fc-landmarks first")
    }
    guard let numbers = numbers(field), numbers.rowLength == 2, numbers.elementCount == Landmarks.count else {
      throw InputFailure("bad-landmarks", "\(field) must be 68 points [x, y]")
    }
    guard let landmarks = Landmarks(flat: numbers.values) else {
      throw InputFailure("bad-landmarks", "a coordinate in \(field) is no number that a photo could have")
    }
    return landmarks
  }
}
