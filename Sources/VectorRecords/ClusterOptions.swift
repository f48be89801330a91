import Filter

/// The options that all programs share which put faces into clusters, made or saved.
public struct ClusterOptions: Sendable {
  /// The field with the vectors; nil: the program's own, or the saved clusters'.
  public var field: String?
  public var seed = 0
  public var modelOut: String?
  public var match: String?
  public var model: String?
  public var maximumDistance: Double?

  public init() {}

  /// `--on`.
  public static func field(default name: String) -> Option<ClusterOptions> {
    .field(\.field, default: name)
  }

  /// The others, which stand together.
  ///
  /// - Parameters:
  ///   - seed: what another seed does.
  ///   - match: which clusters keep their numbers.
  public static func options(seed: String, match: String) -> [Option<ClusterOptions>] {
    [
      .integer("seed", \.seed, in: 0...Int.max, default: "0", seed),
      .text(
        "model-out", "FILE", \.modelOut,
        "Keep the clusters in FILE, with the records or not at all, for --model and --match; also "
          + "their names, those that more than half of a cluster's faces have"),
      .text("match", "FILE", \.match, match),
      .text(
        "model", "FILE", \.model,
        "Assign to the clusters in FILE; none is made. Faces without \"name\" get the cluster's"),
      .parsed(
        "max-distance", "X", \.maximumDistance,
        "With --model: a face farther than X from every centre is of no cluster, which is then "
          + "null, and unknown"
      ) { (given) throws(UsageError) in
        guard let number = Double(given), number.isFinite, number >= 0 else {
          throw UsageError("--max-distance takes a number of at least 0, not '\(given)'")
        }
        return number
      },
    ]
  }

  /// Why an answer depends on all records; nil where records are assigned to saved clusters.
  public var needsAllRecords: String? {
    model == nil ? "it makes clusters of all records together without --model" : nil
  }

  /// The saved clusters that records are assigned to; nil where clusters are made.
  ///
  /// - Parameters:
  ///   - other: an option of the program's own that is about making clusters.
  ///   - reason: why these options do not go with saved ones.
  /// - Throws: `UsageError` where options contradict each other, `Fatal` where the file is bad.
  public func savedClusters(
    without other: (flag: String, isGiven: Bool), because reason: String
  ) throws -> ClusterModel? {
    guard let model else {
      guard maximumDistance == nil else {
        throw UsageError(
          "--max-distance goes with --model: a cluster that is made here has all its faces")
      }
      return nil
    }
    guard modelOut == nil, match == nil, !other.isGiven else {
      throw UsageError(
        "--model makes no clusters\(reason): leave out --model-out, --match and \(other.flag)")
    }
    return try ClusterModel(path: model).withoutCopies
  }
}

extension Option {
  /// `--on`, the field with the vectors.
  public static func field(
    _ path: WritableKeyPath<Values, String?>, default name: String = "features",
    _ help: String = "The field with the numbers to compare"
  ) -> Option {
    .text("on", "FIELD", path, default: name, help).offering(vectorFields)
  }
}

/// The fields with vectors that stages write.
private let vectorFields = ["features", "embedding"]
