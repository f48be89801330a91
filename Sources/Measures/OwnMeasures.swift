/// An error in a text of measures.
public struct MeasureTextError: Error, Equatable, Sendable {
  /// The number of the line, from 1.
  public let line: Int
  public let reason: String
}

extension Measure {
  /// The maximum number of measures in one text.
  public static let mostOwn = 1000

  /// Parses a user's own measures, one per line: `name = lengths`, which are divided by the base,
  /// or `name = lengths / lengths`, a ratio. After `#` comes the meaning.
  ///
  /// Lengths are `|point-point|`, or several with `+` between. A point is the number of one of the
  /// 68 points, `lobe[2]` (the third point of the field `lobe`), `lobe[0..3]` (the mean of these),
  /// or the mean of points in parentheses: `(37+38)`, `(36..41)`.
  ///
  /// - Parameter reserved: fields that cannot hold points.
  /// - Throws: `MeasureTextError` for the first line with an error, or if there are no measures.
  /// - Complexity: O(bytes).
  public static func own(
    _ text: String, reserved: [String] = []
  ) throws(MeasureTextError) -> [Measure] {
    var measures: [Measure] = []
    var names: Set<String> = []
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      do throws(FormulaError) {
        guard let measure = try measure(line) else { continue }
        guard named(measure.name) == nil else {
          throw FormulaError("'\(measure.name)' is a built-in measure: choose another name")
        }
        guard names.insert(measure.name).inserted else {
          throw FormulaError("'\(measure.name)' is defined twice")
        }
        if let field = measure.fields.first(where: reserved.contains) {
          throw FormulaError("the field '\(field)' does not hold points")
        }
        guard measures.count < mostOwn else { throw FormulaError("more than \(mostOwn) measures") }
        measures.append(measure)
      } catch {
        throw MeasureTextError(line: index + 1, reason: error.reason)
      }
    }
    guard !measures.isEmpty else {
      throw MeasureTextError(line: max(1, lines.count), reason: "there are no measures")
    }
    return measures
  }

  /// - Returns: nil where the line is blank or a comment.
  private static func measure(_ line: Substring) throws(FormulaError) -> Measure? {
    let parts = line.split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let body = trimmed(parts[0])
    guard !body.isEmpty else { return nil }
    guard let equals = body.firstIndex(of: "=") else {
      throw FormulaError("no '=': write name = |27-33|, or name = |27-33| / |31-35|")
    }
    let name = String(trimmed(body[..<equals]))
    guard isName(name) else {
      throw FormulaError("a name consists of a-z, 0-9 and _, and begins with a letter")
    }
    let written = trimmed(body[body.index(after: equals)...])
    var parser = FormulaParser(written)
    let formula = try parser.formula()
    let meaning = parts.count > 1 ? String(trimmed(parts[1])) : ""
    return Measure(
      name: name, formula: String(written), meaning: meaning, isRatio: formula.isRatio,
      needsLandmarks: formula.needsLandmarks, fields: formula.fields.sorted()
    ) { formula.value(of: $0) }
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 100 else {
      return false
    }
    return name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == underscore }
  }
}

let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
let underscore = UInt8(ascii: "_")

private func trimmed(_ text: Substring) -> Substring {
  var text = text.drop { $0.isWhitespace }
  while let last = text.last, last.isWhitespace { text = text.dropLast() }
  return text
}
