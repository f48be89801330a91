import Clustering
import Records

/// The fields that grouping faces sets.
public let clusterFields = [
  "cluster", "distance", "runner_up", "margin", "unknown", "cluster_on",
]

extension Record {
  /// Sets what a face's place among the clusters tells.
  ///
  /// - Parameters:
  ///   - numbers: what each centre's cluster is called.
  ///   - field: what was compared; told where it is not the features.
  ///   - farthest: a face farther than this from its cluster's centre is of none: its cluster is
  ///     null, and the nearest one is its runner-up.
  public func set(
    _ assignment: NearestCentres.Assignment, _ numbers: [Int], on field: String,
    farthest: Double = .infinity
  ) {
    let isUnknown = assignment.distance > farthest
    set("cluster") { text in
      if isUnknown { text.null() } else { text.integer(numbers[assignment.cluster]) }
    }
    set("distance") { $0.sevenDigits(assignment.distance) }
    let runnerUp = isUnknown ? assignment.cluster : assignment.runnerUp
    set("runner_up") { $0.optional(runnerUp) { $0.integer(numbers[$1]) } }
    let margin = isUnknown ? nil : assignment.margin
    set("margin") { $0.optional(margin) { $0.sevenDigits($1) } }
    if isUnknown { set("unknown") { $0.append("true") } } else { remove("unknown") }
    if field == "features" { remove("cluster_on") } else { set("cluster_on") { $0.string(field) } }
  }
}
