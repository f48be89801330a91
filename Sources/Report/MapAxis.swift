/// What an axis of the map means, in terms of the measures that it consists of or is correlated
/// with.
public struct MapAxis: Sendable, Equatable {
  /// The measures, the largest weight first; empty where no measure describes the axis.
  public var parts: [Part]
  /// Whether the axis consists of the measures; otherwise they are only correlated with it.
  public var isMadeOfThem: Bool

  /// A measure's part in an axis.
  public struct Part: Sendable, Equatable {
    /// The name in records: `nose_size`.
    public var name: String
    /// What faces with a low and a high value have: "small nose", "big nose".
    public var low, high: String
    /// The component of the axis along the measure, or the correlation with it, -1…1.
    public var weight: Double

    public init(_ feature: Feature, weight: Double) {
      name = feature.name
      low = feature.low ?? "low " + feature.label
      high = feature.high ?? "high " + feature.label
      self.weight = weight
    }

    /// "brow height −0.38"
    var text: String { String(name.map { $0 == "_" ? " " : $0 }) + " " + fixed(weight, 2) }
  }

  /// Nobody would read more measures.
  private static let mostParts = 3

  /// - Parameters:
  ///   - weights: one per feature; NaN where a feature has none.
  ///   - floor: weights below this are ignored.
  public init(
    features: [Feature], weights: [Double], isMadeOfThem: Bool, floor: Double = 0
  ) {
    self.isMadeOfThem = isMadeOfThem
    let largest = weights.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let relevant = zip(features, weights).enumerated().filter { _, part in
      part.1.magnitude >= max(floor, largest / 2) && part.1 != 0
    }
    parts = relevant.sorted { left, right in
      let (a, b) = (left.element.1.magnitude, right.element.1.magnitude)
      return a != b ? a > b : left.offset < right.offset
    }.prefix(Self.mostParts).map { Part($0.element.0, weight: $0.element.1) }
  }

  /// What faces at the low end and faces at the high end have.
  var ends: (low: String, high: String) {
    let low = parts.map { $0.weight > 0 ? $0.low : $0.high }
    let high = parts.map { $0.weight > 0 ? $0.high : $0.low }
    return (low.joined(separator: ", "), high.joined(separator: ", "))
  }
}
