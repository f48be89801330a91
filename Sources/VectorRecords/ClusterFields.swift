import Clustering
import Records

/// The fields that clustering sets.
public let clusterFields = [
  "cluster", "distance", "runner_up", "margin", "steadiness", "unknown", "cluster_on",
  "cluster_by",
]

/// The cluster of a face, and its steadiness.
public struct Placement {
  public let assignment: NearestCentres.Assignment
  public let steadiness: FaceSteadiness

  public init(_ assignment: NearestCentres.Assignment, _ steadiness: FaceSteadiness = .unknown) {
    (self.assignment, self.steadiness) = (assignment, steadiness)
  }
}

/// What is known about the steadiness of a face.
public enum FaceSteadiness {
  /// Not known: the record does not mention it.
  case unknown
  /// The steadiness; nil where the face is in no cluster, or there is no other cluster.
  case known(Double?)

  /// - Parameters:
  ///   - scaled: the face's vector.
  ///   - farthest: a face farther than this from its centre is in no cluster.
  public init(
    _ steadiness: Steadiness?, _ scaled: [Double], _ assignment: NearestCentres.Assignment,
    farthest: Double = .infinity
  ) {
    guard let steadiness else {
      self = .unknown
      return
    }
    self = .known(
      assignment.distance > farthest ? nil : steadiness(scaled, in: assignment.cluster))
  }
}

extension Record {
  /// Sets the fields that say which cluster a face is in.
  ///
  /// - Parameters:
  ///   - numbers: the number of each centre's cluster.
  ///   - field: the field that was compared; recorded unless it is "features".
  ///   - farthest: a face farther than this from its cluster's centre is in no cluster: its cluster
  ///     is null, and the nearest one is its runner-up.
  public func set(
    _ placement: Placement, _ numbers: [Int], on field: String, farthest: Double = .infinity
  ) {
    let assignment = placement.assignment
    let isUnknown = assignment.distance > farthest
    set("cluster") { text in
      if isUnknown { text.null() } else { text.integer(numbers[assignment.cluster]) }
    }
    set("distance") { $0.sevenDigits(assignment.distance) }
    let runnerUp = isUnknown ? assignment.cluster : assignment.runnerUp
    set("runner_up") { $0.optional(runnerUp) { $0.integer(numbers[$1]) } }
    let margin = isUnknown ? nil : assignment.margin
    set("margin") { $0.optional(margin) { $0.sevenDigits($1) } }
    switch placement.steadiness {
    case .unknown: remove("steadiness")
    case .known(let share): set("steadiness") { $0.optional(share) { $0.fixed($1, decimals: 4) } }
    }
    if isUnknown { set("unknown") { $0.append("true") } } else { remove("unknown") }
    // The cluster is no longer one that was set by hand.
    remove("cluster_by")
    if field == "features" { remove("cluster_on") } else { set("cluster_on") { $0.string(field) } }
  }
}
