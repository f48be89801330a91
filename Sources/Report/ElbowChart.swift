/// One curve over k. Each is a small chart of its own, because no two curves share a scale.
package struct ElbowChart {
  struct Point: Equatable {
    var k: Int
    var value: Double
    /// Half the length of the error bar.
    var error: Double?
  }

  package var title: String
  /// The meaning of the curve, in one line.
  var note: String
  var points: [Point]
  var decimals: Int
  /// The k that this curve picks, and the word for it.
  package var pick: (k: Int, word: String)?

  static let (width, height) = (340.0, 200.0)
  private static let (left, right, top, bottom) = (46.0, 326.0, 24.0, 166.0)

  /// The charts for which the rows have numbers.
  package static func charts(_ rows: [ElbowRow]) -> [ElbowChart] {
    func points(_ value: (ElbowRow) -> Double?, error: (ElbowRow) -> Double? = { _ in nil })
      -> [Point]
    {
      rows.compactMap { row in
        guard let number = value(row), number.isFinite else { return nil }
        return Point(k: row.k, value: number, error: error(row))
      }
    }
    func highest(_ points: [Point]) -> (k: Int, word: String)? {
      // On a tie, the smallest k.
      points.max { $0.value != $1.value ? $0.value < $1.value : $0.k > $1.k }.map {
        ($0.k, "highest")
      }
    }
    let silhouette = points(\.silhouette)
    let stability = points(\.stability)
    let charts = [
      ElbowChart(
        title: "Inertia", note: "squared distances to the centres; look for the bend",
        points: points(\.inertia), decimals: 1,
        pick: rows.first(where: \.isElbow).map { ($0.k, "elbow") }),
      ElbowChart(
        title: "Silhouette", note: "how well a face fits its own cluster; 1 is best",
        points: silhouette, decimals: 3, pick: highest(silhouette)),
      ElbowChart(
        title: "Gap", note: "how much tighter than data without groups, ± one standard error",
        points: points(\.gap, error: \.gapStandardError), decimals: 3,
        pick: rows.first(where: \.isGapPick).map { ($0.k, "gap's pick") }),
      ElbowChart(
        title: "Stability", note: "how well repeated clusterings agree; 1 is identical",
        points: stability, decimals: 3, pick: highest(stability)),
      ElbowChart(
        title: "Steadiness",
        note: "the share of faces that would stay in their cluster in another photo",
        points: points(\.steadiness), decimals: 3, pick: nil),
    ]
    return charts.filter { !$0.points.isEmpty }
  }

  /// Drawn in a box of ``width`` × ``height``.
  package func svg(kRange: ClosedRange<Int>) -> HTML {
    let axis = Axis(
      covering: points.flatMap { [$0.value - ($0.error ?? 0), $0.value + ($0.error ?? 0)] })
    func x(_ k: Int) -> Double {
      let span = Double(kRange.upperBound - kRange.lowerBound)
      return span > 0
        ? Self.left + 8 + (Self.right - Self.left - 16) * Double(k - kRange.lowerBound) / span
        : (Self.left + Self.right) / 2
    }
    func y(_ value: Double) -> Double {
      Self.bottom - (Self.bottom - Self.top) * axis.fraction(value)
    }
    func at(_ point: Point) -> String { coordinate(x(point.k)) + " " + coordinate(y(point.value)) }

    let grid: [HTML] = axis.ticks.map { tick in
      """
      <path class="grid" d="M46 \(coordinate(y(tick)))H326"/>\
      <text class="tick" x="40" y="\(coordinate(y(tick) + 4))" text-anchor="end">\
      \(fixed(tick, axis.decimals))</text>
      """
    }
    let every = (kRange.count + 11) / 12
    let ks: [HTML] = kRange.filter { ($0 - kRange.lowerBound) % every == 0 }.map { k in
      "<text class=\"tick\" x=\"\(coordinate(x(k)))\" y=\"184\" text-anchor=\"middle\">\(k)</text>"
    }
    let errors: [HTML] = points.compactMap { point in
      guard let error = point.error, error > 0 else { return nil }
      let (low, high) = (coordinate(y(point.value - error)), coordinate(y(point.value + error)))
      let middle = x(point.k)
      let (left, right) = (coordinate(middle - 3), coordinate(middle + 3))
      let bar =
        "M\(left) \(low)H\(right)M\(left) \(high)H\(right)M\(coordinate(middle)) \(low)V\(high)"
      return
        "<path class=\"error\" d=\"\(bar)\"/>"
    }
    let dots: [HTML] = points.filter { $0.k != pick?.k }.map { point in
      "<circle cx=\"\(coordinate(x(point.k)))\" cy=\"\(coordinate(y(point.value)))\" r=\"3\"/>"
    }
    let line = "M" + points.map(at).joined(separator: "L")
    return """
      <svg class="chart" viewBox="0 0 340 200" role="img" aria-label="\(summary)">\(grid)\(ks)\
      <text class="tick" x="326" y="198" text-anchor="end">k, clusters</text>\
      <path class="line" d="\(line)"/>\(errors)\(dots)\(pickMark(x: x, y: y))</svg>
      """
  }

  private func pickMark(x: (Int) -> Double, y: (Double) -> Double) -> HTML? {
    guard let pick, let point = points.first(where: { $0.k == pick.k }) else { return nil }
    let (px, py) = (x(pick.k), y(point.value))
    let isRight = px > (Self.left + Self.right) / 2
    return """
      <path class="pickline" d="M\(coordinate(px)) 24V166"/>\
      <path class="pick" transform="translate(\(coordinate(px)) \(coordinate(py)))" \
      d="M0-7L7 0L0 7L-7 0z"/>\
      <text class="pickword" x="\(coordinate(px))" y="15" \
      text-anchor="\(isRight ? "end" : "start")">\(pick.word): k = \(pick.k)</text>
      """
  }

  /// The chart in words, for screen readers.
  private var summary: String {
    let numbers = points.map { "k \($0.k): \(fixed($0.value, decimals))" }.joined(separator: ", ")
    let picked = pick.map { "; \($0.word): k = \($0.k)" } ?? ""
    return title + ". " + numbers + picked
  }
}
