/// The cost and quality of clustering into k groups, as measured by `fc-elbow`.
public struct ElbowRow: Sendable, Equatable {
  public var k: Int
  /// Sum of squared distances to the centres.
  public var inertia: Double
  /// Mean silhouette, -1…1; nil for k = 1.
  public var silhouette: Double?
  /// Gap statistic (Tibshirani, Walther, Hastie 2001), and its standard error.
  public var gap: Double?
  public var gapStandardError: Double?
  /// How well repeated clusterings agree; 1 is identical.
  public var stability: Double?
  /// The mean probability that another photo of the same person falls into the same cluster.
  public var steadiness: Double?
  /// Picked as the bend of the inertia curve.
  public var isElbow: Bool
  /// Picked by the gap statistic.
  public var isGapPick: Bool

  public init(
    k: Int, inertia: Double, silhouette: Double? = nil, gap: Double? = nil,
    gapStandardError: Double? = nil, stability: Double? = nil, isElbow: Bool = false,
    isGapPick: Bool = false
  ) {
    self.k = k
    self.inertia = inertia
    self.silhouette = silhouette
    self.gap = gap
    self.gapStandardError = gapStandardError
    self.stability = stability
    self.isElbow = isElbow
    self.isGapPick = isGapPick
  }
}
