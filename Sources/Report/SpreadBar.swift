/// A cluster's mean and spread on a line, in standard deviations of all faces: a dot with a bar of
/// ± one deviation of the cluster, over a band of ± one deviation of all faces. The dot is filled
/// where the difference stands out of the noise.
///
/// Places are shares of the line, so that a drawing needs no view box, and what all have in common
/// stands in page.css: a page of three hundred clusters has thousands of bars.
package struct SpreadBar {
  /// Standard deviations from the middle to either end, the same for every bar of a page.
  package var reach: Double

  /// The reach for a page: whole, at least 2, and such that every mean fits.
  package init(fitting differences: [Double]) {
    reach = max(2, differences.lazy.filter(\.isFinite).map(\.magnitude).max()?.rounded(.up) ?? 2)
  }

  /// Where a difference lies on the line, in percent; those out of reach at its end.
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
