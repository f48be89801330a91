import Filter
import Records
import Tables

/// Where hand-placed points are stored.
public enum PlacedPoints: Sendable {
  /// In a field of the record: n × [x, y], px of the upright photo.
  case field(String)
  /// In a `.tem` file beside the photo, as written by webmorph and PsychoMorph: the number of
  /// points, then a line with x and y for each. The range selects some of them, counted from 0;
  /// nil: all.
  case template(Range<Int>?)

  /// The points of a record's face.
  ///
  /// - Throws: `InputFailure` if they are missing, or far outside any photo.
  public func points(of record: Record) throws -> [SIMD2<Double>] {
    let points =
      switch self {
      case .field(let name): try record.placedPoints(name)
      case .template(let range): try templatePoints(of: record, range)
      }
    guard points.allSatisfy({ $0.x.magnitude < 1e6 && $0.y.magnitude < 1e6 }) else {
      throw InputFailure("bad-points", "a hand-placed point is far outside any photo")
    }
    return points
  }
}

extension Record {
  fileprivate func placedPoints(_ field: String) throws(InputFailure) -> [SIMD2<Double>] {
    guard holds(field) else {
      throw InputFailure("no-points", "the record has no hand-placed points in \(field)")
    }
    guard let numbers = numbers(field), numbers.rowLength == 2, !numbers.isNamed else {
      throw InputFailure("bad-points", "\(field) must be points [x, y]")
    }
    let values = numbers.values
    return (0..<numbers.elementCount).map { SIMD2(values[2 * $0], values[2 * $0 + 1]) }
  }
}

private func templatePoints(of record: Record, _ range: Range<Int>?) throws -> [SIMD2<Double>] {
  let photo = try record.path()
  let path = Template.path(ofPhoto: photo)
  let bytes: [UInt8]
  do {
    bytes = try readFile(path, limit: 1 << 20)
  } catch let fatal as Fatal {
    throw InputFailure("no-points", "its template \(fatal.location): \(fatal.message)")
  }
  let points: [SIMD2<Double>]
  do throws(MalformedPoints) {
    points = try Template.points(String(decoding: bytes, as: UTF8.self))
  } catch {
    throw InputFailure("bad-points", "\(path): \(error.sentence)")
  }
  guard let range else { return points }
  guard range.upperBound <= points.count else {
    throw InputFailure(
      "bad-points",
      "\(path) has \(points.count) points, but --tem-points asks for number "
        + "\(range.upperBound - 1)")
  }
  return Array(points[range])
}
