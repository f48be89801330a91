/// A cluster's mean and spread on a line, in standard deviations of all faces: a dot with a bar of
/// ± one deviation of the cluster, over a band of ± one deviation of all faces. The dot is filled
/// if the difference stands out from the noise.
///
/// Positions are percentages of the line, so that a drawing needs no view box, and what all bars
/// have in common is in page.css: a page with three hundred clusters has thousands of bars.
package struct SpreadBar {
  /// Standard deviations from the middle to each end, the same for every bar of a page.
  package var reach: Double

  /// The reach for a page: a whole number, at least 2, such that every mean fits.
  package init(fitting differences: [Double]) {
    reach = max(2, differences.lazy.filter(\.isFinite).map(\.magnitude).max()?.rounded(.up) ?? 2)
  }

  /// The position of a difference on the line, in percent; differences out of reach are at the end.
  package func position(_ difference: Double) -> Double {
    50 * (1 + min(max(difference / reach, -1), 1))
  }

  package func svg(mean: Double, deviation: Double, standsOut: Bool) -> HTML {
    func range(_ low: Double, _ high: Double) -> HTML {
      let (start, end) = (position(low), position(high))
      return "x=\(coordinate(start))% width=\(coordinate(end - start))%"
    }
    return """
      <svg class=bar aria-hidden=true><rect \(range(-1, 1)) />\
      <rect class=spread \(range(mean - deviation, mean + deviation)) />\
      <circle\(standsOut ? nil : " class=within") cx=\(coordinate(position(mean)))% /></svg>
      """
  }
}
