/// What the figures of an elbow table, taken together, say about whether there are groups, in a
/// sentence anyone can read.
public struct Verdict: Sendable, Equatable {
  /// One sentence without a full stop, with the caveats that apply.
  public let sentence: String

  /// What a verdict is based on; unknown figures are nil or missing.
  public struct Evidence: Sendable {
    /// The number of clusters at the knee of the inertia, and the knee.
    public var elbow: (k: Int, knee: Knee)?

    /// The gap statistic's number of clusters, and whether that is merely the largest one tried.
    public var gap: (pick: Int, isOpenEnded: Bool)?

    /// Mean silhouette of the clustering into k clusters.
    public var silhouettes: [Int: Double] = [:]

    /// Agreement between clusterings of random halves into k clusters (`Stability.Row.agreement`).
    public var stability: [Int: Double] = [:]

    /// For each k, the share of faces that would stay in their cluster in another photo.
    public var steadiness: [Int: Double] = [:]

    public init() {}

    public init(_ elbow: Elbow, gap: GapStatistic? = nil, stability: Stability? = nil) {
      if let knee = elbow.knee, let k = elbow.k { self.elbow = (k, knee) }
      if let gap, let pick = gap.pick { self.gap = (pick, gap.isOpenEnded) }
      for row in elbow.rows { silhouettes[row.k] = row.silhouette?.mean }
      for row in stability?.rows ?? [] { self.stability[row.k] = row.agreement }
    }
  }

  public init(_ evidence: Evidence) {
    switch (evidence.gap, evidence.elbow) {
    case (nil, let elbow):
      let caveats = elbow.map { Self.caveats($0.k, evidence) } ?? ""
      sentence =
        "\(Self.bend(evidence)), not compared with samples without groups, which may bend the "
        + "same way" + caveats
    case (let gap?, _) where gap.pick == 1:
      sentence = Self.withoutGroups(evidence)
    case (let gap?, let elbow?) where gap.pick == elbow.k && !gap.isOpenEnded:
      sentence =
        "\(gap.pick) groups: elbow (\(elbow.knee.strength.rawValue)) and gap agree"
        + Self.halves(gap.pick, evidence) + Self.silhouetteCaveat(gap.pick, evidence)
        + Self.photos(gap.pick, evidence)
    case (let gap?, _) where !gap.isOpenEnded && Self.isBest(gap.pick, evidence):
      sentence =
        "\(gap.pick) groups: gap and silhouette agree" + Self.halves(gap.pick, evidence)
        + "; \(Self.bend(evidence))" + Self.silhouetteCaveat(gap.pick, evidence)
        + Self.photos(gap.pick, evidence)
    case (let gap?, _):
      let pick =
        gap.isOpenEnded
        ? "gap picks \(gap.pick), the largest k that was tried: there may be more"
        : "gap picks \(gap.pick)"
      sentence =
        "there are groups, but their number is uncertain: \(Self.bend(evidence)), \(pick)"
        + Self.bestByHalves(evidence) + Self.silhouetteCaveat(gap.pick, evidence)
        + Self.photos(gap.pick, evidence)
    }
  }

  private static func bend(_ evidence: Evidence) -> String {
    evidence.elbow.map { "elbow at k = \($0.k) (\($0.knee.strength.rawValue))" } ?? "no elbow"
  }

  /// Where the gap statistic sees no groups, silhouette and stability may; the sentence then says
  /// so.
  private static func withoutGroups(_ evidence: Evidence) -> String {
    let likeness =
      evidence.elbow == nil
      ? "and no difference from samples without any groups"
      : "but samples without any groups bend the same way"
    let start = "\(bend(evidence)), \(likeness) (gap picks 1)"
    guard let k = repeated(evidence), let silhouette = evidence.silhouettes[k] else {
      return "\(start): treat the clusters as a convenient partition, not as natural types"
        + (evidence.elbow.map { photos($0.k, evidence, named: true) } ?? "")
    }
    let halves =
      evidence.stability[k].map {
        " and random halves give the same ones (agreement \(hundredths($0)))"
      } ?? ""
    return
      "\(start); yet \(k) clusters are well separated (silhouette \(hundredths(silhouette)))"
      + "\(halves), so they may be groups: look at them" + photos(k, evidence)
  }

  /// The k with the highest silhouette among those whose clusters are well separated and found
  /// again in random halves. Above 0.5 the structure is "reasonable", above 0.7 "strong" (Kaufman
  /// and Rousseeuw 1990); where no halves were clustered, only the latter counts.
  private static func repeated(_ evidence: Evidence) -> Int? {
    evidence.silhouettes.filter { k, silhouette in
      evidence.stability[k].map { silhouette > 0.5 && $0 >= stable } ?? (silhouette > 0.7)
    }.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// Whether k has the highest silhouette, and random halves agree on it.
  private static func isBest(_ k: Int, _ evidence: Evidence) -> Bool {
    guard let own = evidence.silhouettes[k], own > 0.25 else { return false }
    let isStable = evidence.stability[k].map { $0 >= stable } ?? true
    return isStable && evidence.silhouettes.values.allSatisfy { $0 <= own }
  }

  private static func halves(_ k: Int, _ evidence: Evidence) -> String {
    evidence.stability[k].map { $0 >= stable } == true
      ? ", and random halves give the same clusters" : stabilityCaveat(k, evidence)
  }

  private static func caveats(_ k: Int, _ evidence: Evidence) -> String {
    stabilityCaveat(k, evidence) + silhouetteCaveat(k, evidence) + photos(k, evidence)
  }

  /// How many faces would stay in their cluster in another photo.
  ///
  /// - Parameter isNamed: whether the sentence has not said which k it is about.
  private static func photos(_ k: Int, _ evidence: Evidence, named isNamed: Bool = false) -> String
  {
    guard let mean = evidence.steadiness[k] else { return "" }
    let percent = SteadinessSentence.percent(mean)
    let which = isNamed ? "cluster of \(k)" : "cluster"
    return SteadinessSentence.isWeak(mean)
      ? "; in another photo only \(percent) of 100 faces would stay in their \(which)"
      : "; in another photo \(percent) of 100 faces would stay in their \(which)"
  }

  // Measured on z-scored samples of 50 to 1000 rows in eight columns, at the k of their elbow: the
  // halves' agreement was 0.03 to 0.70 where there were no groups; where planted groups were well
  // separated, its median over 10 to 40 samples was 0.73 to 1.0.
  private static let stable = 0.9
  private static let unstable = 0.7

  private static func stabilityCaveat(_ k: Int, _ evidence: Evidence) -> String {
    guard let agreement = evidence.stability[k], agreement < unstable else { return "" }
    return
      "; but random halves give different clusters (agreement \(hundredths(agreement))), so other "
      + "photos would too"
  }

  private static func bestByHalves(_ evidence: Evidence) -> String {
    guard let best = evidence.stability.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })
    else { return "" }
    return best.value < unstable
      ? "; random halves agree on none (best: \(best.key), \(hundredths(best.value)))"
      : "; random halves agree best on \(best.key) (\(hundredths(best.value)))"
  }

  /// A silhouette up to 0.25 means "no substantial structure" (Kaufman and Rousseeuw 1990).
  private static func silhouetteCaveat(_ k: Int, _ evidence: Evidence) -> String {
    guard let silhouette = evidence.silhouettes[k], silhouette <= 0.25 else { return "" }
    return "; the clusters run into each other (silhouette \(hundredths(silhouette)))"
  }

  private static func hundredths(_ value: Double) -> String {
    let rounded = Int((abs(value) * 100).rounded())
    let digits = rounded % 100
    return
      "\(value < 0 && rounded > 0 ? "-" : "")\(rounded / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
