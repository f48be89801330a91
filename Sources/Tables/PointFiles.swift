import NumberText

/// tpsDig's text format for landmarks (Rohlf 2015), which R's geomorph and Morpho read.
public enum TPS {
  /// One face: `LM=`, a line with x and y for each point, `IMAGE=` and `ID=`.
  ///
  /// - Parameters:
  ///   - points: px from the photo's upper left corner.
  ///   - height: the photo's, px. With it, y goes up from the lower edge, as in tpsDig; without it
  ///     (nil), y is negative, as webmorphR writes it.
  public static func text(
    _ points: [SIMD2<Double>], height: Double?, image: String, id: String
  ) -> String {
    var text = "LM=\(points.count)\n"
    for point in points {
      text += "\(number(point.x)) \(number((height ?? 0) - point.y))\n"
    }
    return text + "IMAGE=\(image)\nID=\(id)\n"
  }
}

/// Templates of webmorph and PsychoMorph (.tem): the number of points, a line with x, tab and y for
/// each, then the lines that connect them.
public enum Template {
  /// Lines along the 68 points of iBUG 300-W: jaw, brows, nose, eyes and lips; a closed line ends
  /// where it begins.
  static let lines: [[Int]] = [
    Array(0...16), Array(17...21), Array(22...26), Array(27...30), Array(31...35),
    Array(36...41) + [36], Array(42...47) + [42], Array(48...59) + [48], Array(60...67) + [60],
  ]

  /// - Parameter points: px from the photo's upper left corner. Lines are added only for 68 points
  ///   and for webmorph's 189.
  public static func text(_ points: [SIMD2<Double>]) -> String {
    var text = "\(points.count)\n"
    for point in points { text += "\(number(point.x))\t\(number(point.y))\n" }
    let lines = points.count == 68 ? self.lines : points.count == 189 ? faceResearchLines : []
    text += "\(lines.count)\n"
    for line in lines {
      // 0: open. webmorph's own templates close a line by repeating its first point.
      text += "0\n\(line.count)\n"
      text += line.map(String.init).joined(separator: " ") + "\n"
    }
    return text
  }

  /// The path with `.tem` instead of its extension.
  public static func path(ofPhoto path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else {
      return path + ".tem"
    }
    return path[..<dot] + ".tem"
  }
}

/// OpenFace's columns for the 68 points (Baltrušaitis et al. 2018): all x, then all y.
public enum OpenFace {
  public static let names =
    ["path", "face", "confidence"] + (0..<68).map { "x_\($0)" } + (0..<68).map { "y_\($0)" }

  public static func cells(_ points: [SIMD2<Double>]) -> [String] {
    points.map { number($0.x) } + points.map { number($0.y) }
  }
}

/// Rounded to hundredths of a px, like landmarks.
private func number(_ value: Double) -> String {
  decimalText(value, places: 2, trimmed: true)
}
