import Filter

/// The options shared by the programs that put faces into clusters, new or saved.
public struct ClusterOptions: Sendable {
  /// The field with the vectors; nil for the program's default, or that of the saved clusters.
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

  /// The other options, listed together.
  ///
  /// - Parameters:
  ///   - seed: the help text of --seed.
  ///   - match: the help text of --match.
  public static func options(seed: String, match: String) -> [Option<ClusterOptions>] {
    [
      .integer("seed", \.seed, in: 0...Int.max, default: "0", seed),
      .text(
        "model-out", "FILE", \.modelOut,
        "Save the clusters in FILE, for --model and --match, but not if writing the records fails; "
          + "also saves each name that more than half of a cluster's faces have"),
      .text("match", "FILE", \.match, match),
      .text(
        "model", "FILE", \.model,
        "Assign faces to the clusters in FILE, making no new ones. Faces without \"name\" get "
          + "their cluster's"),
      .parsed(
        "max-distance", "X", \.maximumDistance,
        "With --model: a face farther than X from every centre gets \"cluster\":null and "
          + "\"unknown\":true"
      ) { (given) throws(UsageError) in
        guard let number = Double(given), number.isFinite, number >= 0 else {
          throw UsageError("--max-distance takes a number of at least 0, not '\(given)'")
        }
        return number
      },
    ]
  }

  /// Why the output for a record depends on all records; nil where records are assigned to saved
  /// clusters.
  public var needsAllRecords: String? {
    model == nil ? "without --model it clusters all records together" : nil
  }

  /// The saved clusters that records are assigned to; nil where clusters are made.
  ///
  /// - Parameters:
  ///   - other: one of the program's own options for making clusters.
  ///   - reason: why these options do not go with saved clusters.
  /// - Throws: `UsageError` where options contradict each other, `Fatal` where the file is bad.
  public func savedClusters(
    without other: (flag: String, isGiven: Bool), because reason: String
  ) throws -> ClusterModel? {
    guard let model else {
      guard maximumDistance == nil else {
        throw UsageError(
          "--max-distance needs --model: without it, every face gets a cluster")
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
