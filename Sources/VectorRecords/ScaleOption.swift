import Clustering
import Filter
import MeasureRecords

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
    case _ where given.hasPrefix("within:"):
      self = .within(file: String(given.dropFirst("within:".count)))
    default: throw UsageError("--scale takes \(listed(Self.words)), not '\(given)'")
    }
  }

  /// What suits vectors that have names, and those that have none: measures differ in spread,
  /// embeddings must not be bent.
  public static func usual(isNamed: Bool) -> ScaleChoice { isNamed ? .zscore : .none }

  /// The within-person covariance that this scales by; nil where it scales by none.
  public func learned() throws -> WithinPersonFile? {
    guard case .within(let file) = self else { return nil }
    return try file.map { try WithinPersonFile(path: $0) } ?? .builtIn()
  }

  /// The scaling learned on these vectors.
  ///
  /// - Parameter reader: read them, and knows their names and their base.
  /// - Throws: `Fatal` where the within-person covariance does not fit them.
  public func scaling(of vectors: Vectors, _ reader: VectorReader) throws -> Scaling {
    try scaling(of: vectors, reader, learned: learned())
  }

  /// - Parameter learned: what `learned()` gave; a file that is a pipe can be read but once.
  public func scaling(
    of vectors: Vectors, _ reader: VectorReader, learned: WithinPersonFile?
  ) throws -> Scaling {
    switch self {
    case .zscore:
      let scaling = Scaling.zScore(of: vectors)
      guard scaling.deviations.allSatisfy({ $0 > .leastNormalMagnitude }) else {
        throw Fatal(
          "the numbers in \(reader.field) differ by too little to compute with: multiply them")
      }
      return scaling
    case .none: return .none(dimensions: vectors.dimensions)
    case .within:
      guard let names = reader.names else {
        throw Fatal("--scale within wants named measures, as fc-normalize makes them")
      }
      let learned = try learned ?? .builtIn()
      return try learned.scaling(of: vectors, names: names, base: reader.base)
    }
  }

  /// The vectors as distances are taken between them, in a unit in which no square is too large or
  /// too small for a double: distances in scaled units are `unit` times those of `vectors`.
  ///
  /// - Throws: `Fatal` where scaling leaves a double's range.
  public static func scaled(
    _ vectors: Vectors, by scaling: Scaling
  ) throws -> (vectors: Vectors, unit: Double) {
    let scaled = scaling(vectors)
    guard scaled.isComputable else {
      throw Fatal("the numbers are far too large for the deviations that they are scaled by")
    }
    let unit = scaled.unit
    return (scaled / unit, unit)
  }

  /// `--scale`, nil where it is not given.
  public static func option<Values>(_ path: WritableKeyPath<Values, ScaleChoice?>) -> Option<Values>
  {
    .parsed(
      "scale", "HOW", path, choices: words,
      default: "zscore for named numbers, none for plain ones",
      "How to scale the numbers before distances are taken; within divides out what varies between "
        + "photos of one person, by a built-in covariance or one that fc-repeat wrote"
    ) { (given) throws(UsageError) in try ScaleChoice(given) }
  }
}
