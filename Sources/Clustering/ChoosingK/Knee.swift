/// Where a falling convex curve stops falling steeply: "Kneedle" (Satopää, Albrecht, Irwin and
/// Raghavan 2011).
public struct Knee: Sendable, Equatable {
  /// Index of the knee in the curve.
  public let index: Int

  /// How far the curve dips below the straight line between its ends, there: 0 (a straight line) to
  /// 1 (all of the fall in the first step).
  public let height: Double

  /// `height` in a word.
  ///
  /// Measured on z-scored samples of 50, 100 and 1000 rows in eight columns, with limits of 8, 10
  /// and 15 clusters: 840 samples without groups (normal, half of them with correlated columns) had
  /// knees of 0.13 to 0.50; samples of two to four groups three deviations apart had knees of 0.40
  /// to 0.84, half of them above 0.50 to 0.78. So a weak knee is what data without groups show too,
  /// a moderate one is rare without groups, and a clear one was never seen without. In one or two
  /// columns the knee is high without any groups (0.65 for evenly spread numbers): ask the gap
  /// statistic.
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

  /// The knee of `curve` (its points equally spaced), or nil where it has none: fewer than three
  /// points, no fall at all, or a dip that does not exceed `sensitivity` steps of the x axis, as in
  /// the paper. Of several knees the highest.
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
