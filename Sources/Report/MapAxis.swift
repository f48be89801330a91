/// What an axis of the map means, by the measures that make it up or go along with it.
public struct MapAxis: Sendable, Equatable {
  /// The measures, the largest weight first; empty where none says anything of the axis.
  public var parts: [Part]
  /// Whether the measures make up the axis; else they only go along with it.
  public var isMadeOfThem: Bool

  /// A measure's part in an axis.
  public struct Part: Sendable, Equatable {
    /// As in the records: `nose_size`.
    public var name: String
    /// What faces have whose value is low, and high: "small nose", "big nose".
    public var low, high: String
    /// The measure's component of the axis, or the correlation with it, -1…1.
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

  /// More measures would not be read.
  private static let mostParts = 3

  /// - Parameters:
  ///   - weights: one a feature; NaN where one has none.
  ///   - floor: a weight below this says nothing.
  public init(
    features: [Feature], weights: [Double], isMadeOfThem: Bool, floor: Double = 0
  ) {
    self.isMadeOfThem = isMadeOfThem
    let largest = weights.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let told = zip(features, weights).enumerated().filter { _, part in
      part.1.magnitude >= max(floor, largest / 2) && part.1 != 0
    }
    parts = told.sorted { left, right in
      let (a, b) = (left.element.1.magnitude, right.element.1.magnitude)
      return a != b ? a > b : left.offset < right.offset
    }.prefix(Self.mostParts).map { Part($0.element.0, weight: $0.element.1) }
  }

  /// What faces at the low end have, and those at the high end.
  var ends: (low: String, high: String) {
    let low = parts.map { $0.weight > 0 ? $0.low : $0.high }
    let high = parts.map { $0.weight > 0 ? $0.high : $0.low }
    return (low.joined(separator: ", "), high.joined(separator: ", "))
  }
}
