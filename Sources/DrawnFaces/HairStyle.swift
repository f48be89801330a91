package enum HairStyle: CaseIterable, Sendable {
  case short, sidePart, long, updo, cropped, fringe

  var coversEars: Bool { self == .long || self == .fringe }

  /// The dimensions of a style. x is in half jaw widths.
  struct Cut {
    /// How far the hair rises above the crown.
    let rise: Double
    /// Half width at the sides.
    let sides: Double
    /// How far down the sides the hair reaches.
    let end: Double
    /// From the crown down to the hairline on the forehead.
    let hairline: Double
    /// Inner edge at the temples.
    let temple: Double
  }

  var cut: Cut {
    switch self {
    case .short: Cut(rise: 0.075, sides: 1.05, end: 0, hairline: 0.20, temple: 0.955)
    case .sidePart: Cut(rise: 0.095, sides: 1.09, end: 0.04, hairline: 0.20, temple: 0.965)
    case .long: Cut(rise: 0.085, sides: 1.15, end: 0.86, hairline: 0.19, temple: 0.985)
    case .updo: Cut(rise: 0.050, sides: 1.035, end: -0.03, hairline: 0.19, temple: 0.985)
    case .cropped: Cut(rise: 0.030, sides: 1.025, end: -0.04, hairline: 0.20, temple: 0.985)
    case .fringe: Cut(rise: 0.080, sides: 1.13, end: 0.55, hairline: 0.265, temple: 0.965)
    }
  }

  /// The edge over the right half of the forehead, from the temple inwards; x in half jaw widths.
  func foreheadEdge(hairline y: Double) -> [Point] {
    switch self {
    case .short: [[0.84, -0.35], [0.50, y - 0.025], [0, y - 0.005]]
    case .sidePart: [[0.82, -0.33]]
    case .long: [[0.80, -0.30]]
    case .updo: [[0.78, -0.38], [0.42, y - 0.06], [0, y - 0.085]]
    case .cropped: [[0.80, -0.37], [0.46, y - 0.03], [0, y - 0.015]]
    case .fringe: [[0.86, -0.24], [0.55, y + 0.015], [0, y]]
    }
  }
}
