import Clustering
import Filter

/// How vectors are scaled before distances are taken.
public enum ScaleChoice: String, CaseIterable, Sendable {
  /// Every column to mean 0 and deviation 1.
  case zscore
  /// As they are.
  case none

  /// What suits vectors that have names, and those that have none: measures differ in spread, embeddings must not be
  /// bent.
  public static func standard(isNamed: Bool) -> ScaleChoice { isNamed ? .zscore : .none }

  /// The scaling learned on these vectors.
  public func scaling(of vectors: Vectors) -> Scaling {
    switch self {
    case .zscore: .zScore(of: vectors)
    case .none: .none(dimensions: vectors.dimensions)
    }
  }

  /// `--scale`, nil where it is not given.
  public static func option<Values>(_ path: WritableKeyPath<Values, ScaleChoice?>) -> Option<Values> {
    .parsed(
      "scale", "HOW", path, choices: allCases.map(\.rawValue),
      standard: "zscore for named numbers, none for plain ones", "How to scale the numbers before distances are taken"
    ) { (given) throws(UsageError) in
      guard let choice = ScaleChoice(rawValue: given) else {
        throw UsageError("--scale takes \(listed(allCases.map(\.rawValue))), not '\(given)'")
      }
      return choice
    }
  }
}
