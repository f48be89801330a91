/// The sign of a cluster: a colour and a shape, so that it can be told without seeing colours.
///
/// Eight colours (after Okabe and Ito 2008, darkened or lightened to a contrast of at least 4.5 on the page) and seven
/// shapes: the pair repeats only after 56 clusters. The cluster's number stands beside it wherever there is room.
struct ClusterMark {
  static let colours = 8

  var number: Int

  /// A class of Style.swift, which sets the colour.
  var colourClass: String {
    "c\(remainder(number, Self.colours))"
  }

  /// SVG path data of the shape, centred on (0, 0), about 12 across.
  var shape: String {
    Self.shapes[remainder(number, Self.shapes.count)]
  }

  static let shapes = [
    "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",  // disc
    "M-5-5h10v10h-10z",  // square
    "M0-6.2L6.2 5h-12.4z",  // triangle
    "M0-7L7 0L0 7L-7 0z",  // diamond
    "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",  // cross
    "M0 6.2L6.2-5h-12.4z",  // triangle, point down
    "M0-7L1.7-2.2L6.7-2.2L2.7.9L4.1 5.7L0 2.8L-4.1 5.7L-2.7.9L-6.7-2.2L-1.7-2.2z",  // star
  ]

  var svg: HTML {
    """
    <svg class="mark \(colourClass)" viewBox="-8 -8 16 16" aria-hidden="true"><path d="\(shape)"/></svg>
    """
  }
}

/// The remainder that is never negative: clusters named by hand may have any number.
private func remainder(_ number: Int, _ count: Int) -> Int {
  (number % count + count) % count
}
