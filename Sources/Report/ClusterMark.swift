/// The mark of a cluster: a colour and a shape, so that clusters can be distinguished without
/// seeing colours.
///
/// Eight colours (after Okabe and Ito 2008, darkened or lightened to a contrast of at least 4.5 on
/// the page) and seven shapes: the pair repeats only after 56 clusters. The cluster's number is
/// next to it wherever there is room.
package struct ClusterMark {
  static let colours = 8
  /// Grey crosses, for faces without a cluster.
  static let none = ClusterMark(number: 39)

  var number: Int

  package init(number: Int) { self.number = number }

  /// A class of page.css, which sets the colour.
  package var colourClass: String {
    "c\(remainder(number, Self.colours))"
  }

  /// Corners of the shape around (0, 0), about 2 across; empty for a disc of radius 1.
  var corners: [SIMD2<Double>] {
    Self.shapes[remainder(number, Self.shapes.count)]
  }

  static let shapes: [[SIMD2<Double>]] = [
    [],  // disc
    [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],  // square
    [[0, -1.15], [1.15, 0.9], [-1.15, 0.9]],  // triangle
    [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],  // diamond
    [
      [-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1],
      [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4],
    ],  // cross
    [[0, 1.15], [1.15, -0.9], [-1.15, -0.9]],  // triangle, point down
    [
      [0, -1.3], [0.35, -0.4], [1.25, -0.4], [0.5, 0.15], [0.75, 1.05], [0, 0.5], [-0.75, 1.05],
      [-0.5, 0.15], [-1.25, -0.4], [-0.35, -0.4],
    ],  // star
  ]

  /// SVG path data relative to the current point, for a shape of this radius; nothing for a disc.
  package func relativePath(radius: Double) -> String {
    guard let first = corners.first else { return "" }
    func step(_ vector: SIMD2<Double>) -> String {
      let (x, y) = (coordinate(vector.x), coordinate(vector.y))
      return x + (y.utf8.first == UInt8(ascii: "-") ? "" : " ") + y
    }
    // Every corner is rounded before the steps are computed, so that rounding errors do not add up.
    let rounded = corners.map { ($0 * radius * 10).rounded(.toNearestOrAwayFromZero) / 10 }
    let start = (first * radius * 10).rounded(.toNearestOrAwayFromZero) / 10
    let steps = zip(rounded.dropFirst(), rounded).map { step($0 - $1) }
    return "m" + step(start) + "l" + steps.joined(separator: " ") + "z"
  }

  package var svg: HTML {
    let shape: HTML =
      corners.isEmpty ? "<circle r=\"5.6\"/>" : "<path d=\"M0 0\(relativePath(radius: 5.6))\"/>"
    return """
      <svg class="mark \(colourClass)" viewBox="-8 -8 16 16" aria-hidden="true">\(shape)</svg>
      """
  }
}

/// The remainder, which is never negative: clusters named by hand may have any number.
private func remainder(_ number: Int, _ count: Int) -> Int {
  (number % count + count) % count
}
