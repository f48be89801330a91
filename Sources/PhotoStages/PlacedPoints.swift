import Filter
import Records

/// Where hand-placed points stand.
public enum PlacedPoints: Sendable {
  /// In a field of the record: n × [x, y], px of the upright photo.
  case field(String)
  /// In a `.tem` file beside the photo, as webmorph and PsychoMorph write them: the number of
  /// points, then a line with x and y for each. These of them, from 0; nil: all.
  case template(Range<Int>?)

  /// The points of a record's face.
  ///
  /// - Throws: `InputFailure` where they are missing, or none that a photo could have.
  public func points(of record: Record) throws -> [SIMD2<Double>] {
    let points =
      switch self {
      case .field(let name): try record.placedPoints(name)
      case .template(let range): try templatePoints(of: record, range)
      }
    guard points.allSatisfy({ $0.x.magnitude < 1e6 && $0.y.magnitude < 1e6 }) else {
      throw InputFailure("bad-points", "a hand-placed point is none that a photo could have")
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
  let path = templatePath(ofPhoto: photo)
  let bytes: [UInt8]
  do {
    bytes = try readFile(path, limit: 1 << 20)
  } catch let fatal as Fatal {
    throw InputFailure("no-points", "its template \(fatal.place): \(fatal.message)")
  }
  guard let points = templatePoints(String(decoding: bytes, as: UTF8.self)) else {
    throw InputFailure(
      "bad-points", "\(path) is no template: a number of points, then as many lines with x and y")
  }
  guard let range else { return points }
  guard range.upperBound <= points.count else {
    throw InputFailure(
      "bad-points",
      "\(path) has \(points.count) points, and --tem-points wants number \(range.upperBound - 1)")
  }
  return Array(points[range])
}

/// The same name with `.tem` for what stands behind its last dot.
func templatePath(ofPhoto path: String) -> String {
  guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path + ".tem" }
  return path[..<dot] + ".tem"
}

/// The points of a template's text; nil where it is none. What follows the points (lines between
/// them) is not looked at.
func templatePoints(_ text: String) -> [SIMD2<Double>]? {
  let lines = text.split(whereSeparator: \.isNewline)
  guard let first = lines.first, let count = Int(first.filter { !$0.isWhitespace }), count >= 0,
    count <= 10_000, lines.count > count
  else { return nil }
  var points: [SIMD2<Double>] = []
  for line in lines[1...].prefix(count) {
    let numbers = line.split(whereSeparator: \.isWhitespace).prefix(2).map { Double($0) }
    guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
      return nil
    }
    points.append([x, y])
  }
  return points
}
