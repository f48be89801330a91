import Clustering
import Filter

/// How vectors are scaled before distances are taken.
public enum ScaleChoice: Equatable, Sendable {
  /// Every column to mean 0 and deviation 1.
  case zscore
  /// As they are.
  case none
  /// Whitened by the within-person covariance: the file's, or the built-in one.
  case within(file: String?)

  static let words = ["zscore", "none", "within", "within:FILE"]

  /// - Throws: `UsageError` on any other word.
  init(_ given: String) throws(UsageError) {
    switch given {
    case "zscore": self = .zscore
    case "none": self = .none
    case "within": self = .within(file: nil)
    case _ where given.hasPrefix("within:"): self = .within(file: String(given.dropFirst("within:".count)))
    default: throw UsageError("--scale takes \(listed(Self.words)), not '\(given)'")
    }
  }

  /// What suits vectors that have names, and those that have none: measures differ in spread, embeddings must not be
  /// bent.
  public static func standard(isNamed: Bool) -> ScaleChoice { isNamed ? .zscore : .none }

  /// The scaling learned on these vectors.
  ///
  /// - Parameter names: of their columns; nil where they have none.
  /// - Throws: `Fatal` where the within-person covariance does not fit them.
  public func scaling(of vectors: Vectors, names: [String]?) throws -> Scaling {
    switch self {
    case .zscore: return .zScore(of: vectors)
    case .none: return .none(dimensions: vectors.dimensions)
    case .within(let file):
      guard let names else { throw Fatal("--scale within wants named measures, as fc-normalize makes them") }
      let learned = try file.map { try WithinPersonFile(path: $0) } ?? .builtIn()
      return try learned.scaling(of: vectors, names: names)
    }
  }

  /// `--scale`, nil where it is not given.
  public static func option<Values>(_ path: WritableKeyPath<Values, ScaleChoice?>) -> Option<Values> {
    .parsed(
      "scale", "HOW", path, choices: words, standard: "zscore for named numbers, none for plain ones",
      "How to scale the numbers before distances are taken; within divides out what varies between photos of "
        + "one person, "
        + "by a built-in covariance or one that fc-repeat wrote"
    ) { (given) throws(UsageError) in try ScaleChoice(given) }
  }
}
