import FaceGeometry
import Filter
import Records

extension Record {
  /// The points in a field other than the 68 landmarks, px.
  ///
  /// - Returns: nil where the field is missing or null: the face has none.
  /// - Throws: `InputFailure` where it contains something else.
  public func points(_ field: String) throws(InputFailure) -> [SIMD2<Double>]? {
    guard holds(field) else { return nil }
    guard let numbers = numbers(field), numbers.rowLength == 2, !numbers.isNamed else {
      throw InputFailure("bad-landmarks", "\(field) must be points [x, y], or null")
    }
    guard numbers.values.allSatisfy({ $0.magnitude < Landmarks.limit }) else {
      throw InputFailure(
        "bad-landmarks", "a coordinate in \(field) is no number that a photo could have")
    }
    return (0..<numbers.elementCount).map {
      SIMD2(numbers.values[2 * $0], numbers.values[2 * $0 + 1])
    }
  }
}
