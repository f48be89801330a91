import FaceGeometry

/// Why a formula is invalid, for the person who wrote it.
struct FormulaError: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// A sum of lengths between points, or the ratio of two such sums.
struct Formula: Sendable {
  /// The mean of some points of a face.
  struct Mark: Sendable, Equatable {
    /// Nil for the 68 points.
    var field: String?
    var indices: [Int]
  }

  /// The mean of several positions; a single one is itself.
  typealias Point = [Mark]

  let above: [(from: Point, to: Point)]
  /// Empty if the formula is divided by the base.
  let below: [(from: Point, to: Point)]

  var isRatio: Bool { !below.isEmpty }

  /// Whether it uses any of the 68 points, or is divided by the base, which does.
  var needsLandmarks: Bool {
    !isRatio || (above + below).contains { ($0.from + $0.to).contains { $0.field == nil } }
  }

  var fields: Set<String> {
    Set((above + below).flatMap { $0.from + $0.to }.compactMap(\.field))
  }

  /// - Returns: px, or a ratio; nil where the face lacks any of the points.
  func value(of face: FacePoints) -> Double? {
    guard let length = sum(above, face) else { return nil }
    guard isRatio else { return length }
    return sum(below, face).map { length / $0 }
  }

  private func sum(_ lengths: [(from: Point, to: Point)], _ face: FacePoints) -> Double? {
    var sum = 0.0
    for (from, to) in lengths {
      guard let a = position(of: from, face), let b = position(of: to, face) else { return nil }
      sum += norm(a - b)
    }
    return sum
  }

  private func position(of point: Point, _ face: FacePoints) -> SIMD2<Double>? {
    var (sum, count) = (SIMD2<Double>.zero, 0.0)
    for part in point {
      guard let points = part.field.map({ face.others[$0] }) ?? face.landmarks?.points else {
        return nil
      }
      for index in part.indices {
        guard index < points.count else { return nil }
        sum += points[index]
        count += 1
      }
    }
    return sum / count
  }
}

/// Reads `|27-33| / |(36..41)-lobe[0]|` from left to right.
struct FormulaParser {
  /// The maximum number of points in one mean, and of lengths in one sum.
  private static let most = 100

  private var rest: Substring

  init(_ text: Substring) { rest = text }

  mutating func formula() throws(FormulaError) -> Formula {
    let above = try lengths()
    let below = take("/") ? try lengths() : []
    skipSpaces()
    guard rest.isEmpty else {
      throw FormulaError(
        "unexpected '\(rest.prefix(20))': write |27-33|, or |27-33| / |31-35|")
    }
    return Formula(above: above, below: below)
  }

  private mutating func lengths() throws(FormulaError) -> [(from: Formula.Point, to: Formula.Point)]
  {
    var lengths: [(from: Formula.Point, to: Formula.Point)] = []
    repeat {
      try expect("|", "a length begins with")
      let from = try point()
      try expect("-", "the points of a length are separated by")
      let to = try point()
      try expect("|", "a length ends with")
      guard from != to else { throw FormulaError("a length from a point to itself is always 0") }
      guard lengths.count < Self.most else {
        throw FormulaError("more than \(Self.most) lengths in one sum")
      }
      lengths.append((from, to))
    } while take("+")
    return lengths
  }

  private mutating func point() throws(FormulaError) -> Formula.Point {
    guard take("(") else { return [try mark()] }
    var marks: Formula.Point = []
    repeat {
      marks.append(try mark())
      guard marks.count <= Self.most else {
        throw FormulaError("more than \(Self.most) points in one mean")
      }
    } while take("+")
    try expect(")", "a mean of points ends with")
    return marks
  }

  private mutating func mark() throws(FormulaError) -> Formula.Mark {
    skipSpaces()
    let name = String(rest.prefix { isNameCharacter($0) })
    guard !name.isEmpty, !digits.contains(name.utf8.first ?? 0) else {
      return Formula.Mark(
        field: nil, indices: try indices(below: Landmarks.count, "the 68 points go from 0 to 67"))
    }
    rest = rest.dropFirst(name.count)
    try expect("[", "the field '\(name)' must be followed by a point's number in")
    let indices = try indices(below: 10_000, "points are numbered from 0 to 9999")
    try expect("]", "a point's number must be followed by")
    guard name == "landmarks" else { return Formula.Mark(field: name, indices: indices) }
    guard indices.allSatisfy({ $0 < Landmarks.count }) else {
      throw FormulaError("the 68 points go from 0 to 67")
    }
    return Formula.Mark(field: nil, indices: indices)
  }

  /// `36`, or `36..41`.
  private mutating func indices(below limit: Int, _ range: String) throws(FormulaError) -> [Int] {
    let first = try index(below: limit, range)
    guard rest.hasPrefix("..") else { return [first] }
    rest = rest.dropFirst(2)
    let last = try index(below: limit, range)
    guard first < last, last - first < Self.most else {
      throw FormulaError("\(first)..\(last) is not 2 to \(Self.most) points")
    }
    return Array(first...last)
  }

  private mutating func index(below limit: Int, _ range: String) throws(FormulaError) -> Int {
    skipSpaces()
    let number = rest.prefix { $0.isASCII && $0.isNumber }
    guard !number.isEmpty else { throw FormulaError("a point's number is missing: \(range)") }
    guard let index = Int(number), index < limit else {
      throw FormulaError("no point \(number.prefix(20)): \(range)")
    }
    rest = rest.dropFirst(number.count)
    return index
  }

  // MARK: Characters

  private func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private mutating func take(_ expected: Character) -> Bool {
    skipSpaces()
    guard rest.first == expected else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func expect(_ expected: Character, _ context: String) throws(FormulaError) {
    guard !take(expected) else { return }
    throw FormulaError("\(context) \(expected), not '\(rest.prefix(20))'")
  }
}
