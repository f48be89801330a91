import Clustering
import Records

/// The fields that grouping faces sets.
public let clusterFields = [
  "cluster", "distance", "runner_up", "margin", "steadiness", "unknown", "cluster_on",
  "cluster_by",
]

/// A face's place among clusters.
public struct Placement {
  public let assignment: NearestCentres.Assignment
  public let steadiness: ToldSteadiness

  public init(_ assignment: NearestCentres.Assignment, _ steadiness: ToldSteadiness = .untold) {
    (self.assignment, self.steadiness) = (assignment, steadiness)
  }
}

/// What a record says of its face's steadiness.
public enum ToldSteadiness {
  /// Nothing, as it is not known.
  case untold
  /// This; nil where the face is of no cluster, or there is no other one.
  case told(Double?)

  /// - Parameters:
  ///   - scaled: the face's vector.
  ///   - farthest: a face farther than this from its centre is of no cluster.
  public init(
    _ steadiness: Steadiness?, _ scaled: [Double], _ assignment: NearestCentres.Assignment,
    farthest: Double = .infinity
  ) {
    guard let steadiness else {
      self = .untold
      return
    }
    self = .told(
      assignment.distance > farthest ? nil : steadiness(scaled, in: assignment.cluster))
  }
}

extension Record {
  /// Sets what a face's place among the clusters tells.
  ///
  /// - Parameters:
  ///   - numbers: what each centre's cluster is called.
  ///   - field: what was compared; told where it is not the features.
  ///   - farthest: a face farther than this from its cluster's centre is of none: its cluster is
  ///     null, and the nearest one is its runner-up.
  public func set(
    _ place: Placement, _ numbers: [Int], on field: String, farthest: Double = .infinity
  ) {
    let assignment = place.assignment
    let isUnknown = assignment.distance > farthest
    set("cluster") { text in
      if isUnknown { text.null() } else { text.integer(numbers[assignment.cluster]) }
    }
    set("distance") { $0.sevenDigits(assignment.distance) }
    let runnerUp = isUnknown ? assignment.cluster : assignment.runnerUp
    set("runner_up") { $0.optional(runnerUp) { $0.integer(numbers[$1]) } }
    let margin = isUnknown ? nil : assignment.margin
    set("margin") { $0.optional(margin) { $0.sevenDigits($1) } }
    switch place.steadiness {
    case .untold: remove("steadiness")
    case .told(let share): set("steadiness") { $0.optional(share) { $0.fixed($1, decimals: 4) } }
    }
    if isUnknown { set("unknown") { $0.append("true") } } else { remove("unknown") }
    // Not by hand any more.
    remove("cluster_by")
    if field == "features" { remove("cluster_on") } else { set("cluster_on") { $0.string(field) } }
  }
}
