import NumberText

/// What is wrong with a file of points, and in which line, from 1; nil for the whole file.
public struct MalformedPoints: Error, Equatable {
  public let reason: String
  public let line: Int?

  /// Both as text.
  public var sentence: String { (line.map { "line \($0): " } ?? "") + reason }

  init(_ reason: String, line: Int? = nil) {
    (self.reason, self.line) = (reason, line)
  }
}

/// A face read from a file of points.
public struct ImportedFace: Equatable, Sendable {
  public var points: [SIMD2<Double>]
  /// The name of the photo, if the file gives it.
  public var image: String?
  public var face: Int?
  public var confidence: Double?
  public var frame: Int?

  public init(
    points: [SIMD2<Double>], image: String? = nil, face: Int? = nil, confidence: Double? = nil,
    frame: Int? = nil
  ) {
    (self.points, self.image, self.face) = (points, image, face)
    (self.confidence, self.frame) = (confidence, frame)
  }
}

/// More points than any template has.
private let mostPoints = 10_000

extension TPS {
  /// The faces of a file. Curves, scale and comments are skipped.
  ///
  /// - Parameter height: the height of the photos, px, if y goes up from their lower edge; nil if y
  ///   is negative, as webmorphR writes it.
  /// - Throws: `MalformedPoints` where it is not such a file.
  /// - Complexity: O(text).
  public static func faces(
    _ text: String, height: Double?
  ) throws(MalformedPoints) -> [ImportedFace] {
    var faces: [ImportedFace] = []
    var lines = NumberedLines(text)
    while let line = lines.next() {
      let (key, value) = keyAndValue(line)
      switch key {
      case "LM", "LP":
        let count = try wholeNumber(value, upTo: mostPoints, of: key, at: lines.number)
        faces.append(ImportedFace(points: try points(count, &lines, height)))
      case "IMAGE":
        if !faces.isEmpty, !value.isEmpty { faces[faces.count - 1].image = value }
      case "POINTS":
        // Points of a curve or an outline.
        for _ in 0..<(try wholeNumber(value, upTo: 1_000_000, of: key, at: lines.number)) {
          _ = lines.next()
        }
      case "LM3":
        throw MalformedPoints("its points have three numbers: photos have two", line: lines.number)
      case nil:
        throw MalformedPoints("'\(line.prefix(40))' stands where a key= should", line: lines.number)
      default: break
      }
    }
    guard !faces.isEmpty else { throw MalformedPoints("it has no LM=: it is no TPS file") }
    return faces
  }

  private static func keyAndValue(_ line: Substring) -> (key: String?, value: String) {
    guard let equals = line.firstIndex(of: "=") else { return (nil, "") }
    return (line[..<equals].uppercased(), trimmed(line[line.index(after: equals)...]))
  }

  private static func points(
    _ count: Int, _ lines: inout NumberedLines, _ height: Double?
  ) throws(MalformedPoints) -> [SIMD2<Double>] {
    var points: [SIMD2<Double>] = []
    for _ in 0..<count {
      guard let line = lines.next(), let point = point(line) else {
        throw MalformedPoints(
          "\(counted(count, "point")) should stand here, x and y a line", line: lines.number)
      }
      guard height != nil || point.y <= 0 else {
        throw MalformedPoints(
          "y goes up from the photo's lower edge: say how high the photos are, with --height",
          line: lines.number)
      }
      // The subtraction must not add decimals.
      points.append([point.x, (((height ?? 0) - point.y) * 1e6).rounded() / 1e6])
    }
    return points
  }
}

extension Template {
  /// The points of a template. What follows them (the lines that connect them) is ignored.
  ///
  /// - Throws: `MalformedPoints` where it is not a template.
  public static func points(_ text: String) throws(MalformedPoints) -> [SIMD2<Double>] {
    var lines = NumberedLines(text)
    guard let first = lines.next(), let count = Int(trimmed(first)), (0...mostPoints) ~= count
    else {
      throw MalformedPoints("it is no template: the number of points should stand first")
    }
    var points: [SIMD2<Double>] = []
    for _ in 0..<count {
      guard let line = lines.next(), let point = point(line) else {
        throw MalformedPoints(
          "\(counted(count, "point")) should stand here, x and y a line", line: lines.number)
      }
      points.append(point)
    }
    return points
  }
}

extension OpenFace {
  /// The faces of a table that OpenFace's programs wrote.
  ///
  /// - Throws: `MalformedPoints` where a point's column is missing, or a cell is not a number.
  /// - Complexity: O(text).
  public static func faces(_ text: String) throws(MalformedPoints) -> [ImportedFace] {
    var rows = CSVRows(text)
    // Some of its versions write a space after each comma.
    guard let names = try rows.next()?.map({ trimmed($0[...]) }) else {
      throw MalformedPoints("it is empty")
    }
    let indexes = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    var columns: [(x: Int, y: Int)] = []
    for point in 0..<68 {
      guard let x = indexes["x_\(point)"], let y = indexes["y_\(point)"] else {
        throw MalformedPoints("it has no columns x_\(point) and y_\(point): it is not OpenFace's")
      }
      columns.append((x, y))
    }
    var faces: [ImportedFace] = []
    while let cells = try rows.next() {
      guard cells.count == names.count else {
        throw MalformedPoints(
          "it has \(cells.count) cells, and the first line \(names.count)", line: rows.number)
      }
      func number(_ name: String) -> Double? {
        indexes[name].flatMap { Double(trimmed(cells[$0][...])) }
      }
      var points: [SIMD2<Double>] = []
      for (x, y) in columns {
        guard let x = Double(trimmed(cells[x][...])), let y = Double(trimmed(cells[y][...])),
          x.isFinite, y.isFinite
        else { throw MalformedPoints("a coordinate is no number", line: rows.number) }
        points.append([x, y])
      }
      faces.append(
        ImportedFace(
          points: points, image: indexes["path"].map { cells[$0] },
          face: (number("face") ?? number("face_id")).flatMap { Int(exactly: $0) },
          confidence: number("confidence").flatMap { $0.isFinite ? $0 : nil },
          frame: number("frame").flatMap { Int(exactly: $0) }))
    }
    return faces
  }
}

/// The lines that are not blank, with their numbers from 1.
private struct NumberedLines {
  private var lines: [Substring].Iterator
  private(set) var number = 0

  init(_ text: String) {
    lines =
      text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).makeIterator()
  }

  mutating func next() -> Substring? {
    while let line = lines.next() {
      number += 1
      if !line.allSatisfy(\.isWhitespace) { return line }
    }
    return nil
  }
}

private func point(_ line: Substring) -> SIMD2<Double>? {
  let numbers = line.split(whereSeparator: \.isWhitespace).prefix(3).map { Double($0) }
  guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
    return nil
  }
  return [x, y]
}

private func wholeNumber(
  _ text: String, upTo limit: Int, of key: String?, at line: Int
) throws(MalformedPoints) -> Int {
  guard let number = Int(text), (0...limit) ~= number else {
    throw MalformedPoints(
      "\(key ?? "")= should be a whole number up to \(limit), not '\(text.prefix(40))'", line: line)
  }
  return number
}

func trimmed(_ text: Substring) -> String {
  var text = text.drop(while: \.isWhitespace)
  while text.last?.isWhitespace ?? false { text = text.dropLast() }
  return String(text)
}
