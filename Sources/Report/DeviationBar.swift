/// A bar from zero to a difference in standard deviations, to the left where it is negative.
struct DeviationBar {
  static let width = 120.0
  static let height = 14.0

  /// Standard deviations from the middle to either end, the same for every bar of a page.
  var reach: Double

  /// The reach for a page: whole, at least 2, and such that every bar fits.
  init(fitting differences: [Double]) {
    reach = max(2, differences.lazy.filter(\.isFinite).map(\.magnitude).max()?.rounded(.up) ?? 2)
  }

  /// Where a difference lies on the bar's axis, px.
  func position(_ difference: Double) -> Double {
    Self.width / 2 * (1 + min(max(difference / reach, -1), 1))
  }

  func svg(_ difference: Double) -> HTML {
    let zero = position(0)
    let end = position(difference)
    let left = coordinate(min(zero, end))
    let length = coordinate((end - zero).magnitude)
    let ticks: [HTML] = stride(from: -reach + 1, through: reach - 1, by: 1).map { at in
      "M\(coordinate(position(at))) \(at == 0 ? "0v14" : "5v4")"
    }
    return """
      <svg class="bar" viewBox="0 0 120 14" aria-hidden="true"><path class="axis" d="\(ticks)"/>\
      <rect x="\(left)" y="3" width="\(length)" height="8"/></svg>
      """
  }
}
