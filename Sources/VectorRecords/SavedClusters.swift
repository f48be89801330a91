import Clustering
import Filter
import Records

/// The fields that grouping faces sets.
public let clusterFields = [
  "cluster", "distance", "runner_up", "margin", "unknown", "cluster_on", "cluster_by",
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
    set("runner_up") { text in
      if let runnerUp { text.integer(numbers[runnerUp]) } else { text.null() }
    }
    let margin = isUnknown ? nil : assignment.margin
    set("margin") { text in if let margin { text.sevenDigits(margin) } else { text.null() } }
    if isUnknown { set("unknown") { $0.append("true") } } else { remove("unknown") }
    // Not by hand any more.
    remove("cluster_by")
    if field == "features" { remove("cluster_on") } else { set("cluster_on") { $0.string(field) } }
  }
}

extension Run {
  /// Assigns records to saved clusters, as they come.
  ///
  /// - Parameter field: nil: the one that the model was made from.
  public func assign(to model: ClusterModel, field: String?, farthest: Double?) throws {
    let reader = VectorReader(field: field ?? model.field, like: model)
    let nearest = NearestCentres(model.centres)
    let record = Record.forStage(reader.fields + clusterFields)
    try eachRecord(recordInput(), record, owned: clusterFields) { record in
      let scaled = model.scaling(try reader.vector(of: record))
      guard scaled.isComputable else {
        throw InputFailure(
          "bad-vector", "a number in \(reader.field) is far too large for the model")
      }
      record.set(
        nearest(scaled), model.numbers, on: reader.field, farthest: farthest ?? .infinity)
    }
  }
}

/// `--max-distance`.
public func maxDistanceOption<Values>(_ path: WritableKeyPath<Values, Double?>) -> Option<Values> {
  .parsed(
    "max-distance", "X", path,
    "With --model: a face farther than X from every centre is of no cluster, which is then null, "
      + "and unknown"
  ) { (given) throws(UsageError) in
    guard let number = Double(given), number.isFinite, number >= 0 else {
      throw UsageError("--max-distance takes a number of at least 0, not '\(given)'")
    }
    return number
  }
}
