/// Where a falling convex curve stops falling steeply: "Kneedle" (Satopää, Albrecht, Irwin and
/// Raghavan 2011).
public struct Knee: Sendable, Equatable {
  /// Index of the knee in the curve.
  public let index: Int

  /// How far the curve dips at the knee below the straight line between its ends: from 0 (a
  /// straight line) to 1 (the whole fall in the first step).
  public let height: Double

  /// `height` in a word.
  ///
  /// Measured on z-scored samples of 50, 100 and 1000 rows in eight columns, with limits of 8, 10
  /// and 15 clusters: 840 samples without groups (normal, half of them with correlated columns) had
  /// knees of 0.13 to 0.50; samples of two to four groups three deviations apart had knees of 0.40
  /// to 0.84, with medians of 0.50 to 0.78. So data without groups also show a weak knee, rarely a
  /// moderate one, and never showed a clear one. In one or two columns the knee is high even
  /// without groups (0.65 for evenly spread numbers): use the gap statistic there.
  public enum Strength: String, Sendable {
    /// Below 0.45.
    case weak

    /// 0.45 to below 0.55.
    case moderate

    /// 0.55 and above.
    case clear
  }

  public var strength: Strength {
    if height < 0.45 { return .weak }
    return height < 0.55 ? .moderate : .clear
  }

  /// The knee of `curve` (its points equally spaced), the highest if there are several. Nil where
  /// it has none: fewer than three points, no fall at all, or a dip that does not exceed
  /// `sensitivity` steps of the x axis, as in the paper.
  ///
  /// - Complexity: O(n).
  public init?(of curve: [Double], sensitivity: Double = 1) {
    guard curve.count >= 3, let top = curve.max(), let bottom = curve.min(), top > bottom else {
      return nil
    }
    let last = curve.count - 1
    let dips = curve.indices.map { (top - curve[$0]) / (top - bottom) - Double($0) / Double(last) }
    let drop = sensitivity / Double(last)
    var best: (index: Int, height: Double)?
    var candidate: Int?
    for index in 1...last {
      if index < last, dips[index] > dips[index - 1], dips[index] >= dips[index + 1] {
        candidate = index
      }
      if let peak = candidate, dips[index] < dips[peak] - drop {
        if dips[peak] > best?.height ?? 0 { best = (peak, dips[peak]) }
        candidate = nil
      }
    }
    guard let best else { return nil }
    (index, height) = best
  }
}
