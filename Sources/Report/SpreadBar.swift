/// A cluster's mean and spread on a line, in standard deviations of all faces: a dot with a bar of
/// ± one deviation of the cluster, over a band of ± one deviation of all faces. The dot is filled
/// where the difference stands out of the noise.
package struct SpreadBar {
  static let width = 120.0

  /// Standard deviations from the middle to either end, the same for every bar of a page.
  package var reach: Double

  /// The reach for a page: whole, at least 2, and such that every mean fits.
  package init(fitting differences: [Double]) {
    reach = max(2, differences.lazy.filter(\.isFinite).map(\.magnitude).max()?.rounded(.up) ?? 2)
  }

  /// Where a difference lies on the line, px; those out of reach at its end.
  package func position(_ difference: Double) -> Double {
    Self.width / 2 * (1 + min(max(difference / reach, -1), 1))
  }

  package func svg(mean: Double, deviation: Double, standsOut: Bool) -> HTML {
    func at(_ value: Double) -> String { coordinate(position(value)) }
    let band = coordinate(position(1) - position(-1))
    return """
      <svg class="bar" viewBox="-6 0 132 16" aria-hidden="true">\
      <rect x="\(at(-1))" y="2" width="\(band)" height="12"/>\
      <path class="axis" d="M0 8h120M60 1v14"/>\
      <path class="spread" d="M\(at(mean - deviation)) 8H\(at(mean + deviation))"/>\
      <circle\(standsOut ? nil : " class=\"within\"") cx="\(at(mean))" cy="8" r="4"/></svg>
      """
  }
}
