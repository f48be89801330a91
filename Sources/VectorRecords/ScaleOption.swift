import Clustering
import Filter
import MeasureRecords

/// How vectors are scaled before distances are computed.
public enum ScaleChoice: Equatable, Sendable {
  /// Every column to mean 0 and deviation 1.
  case zscore
  /// No scaling.
  case none
  /// Whitened by the within-person covariance of the file, or by the built-in one.
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

  /// The default for vectors with or without names: measures differ in spread, but embeddings must
  /// not be distorted.
  public static func usual(isNamed: Bool) -> ScaleChoice { isNamed ? .zscore : .none }

  /// The within-person covariance that this choice scales by, if any.
  public func learned() throws -> WithinPersonFile? {
    guard case .within(let file) = self else { return nil }
    return try file.map { try WithinPersonFile(path: $0) } ?? .builtIn()
  }

  /// The scaling learned on these vectors.
  ///
  /// - Parameter reader: the reader that read them; knows their names and base.
  /// - Throws: `Fatal` where the within-person covariance does not fit them.
  public func scaling(of vectors: Vectors, _ reader: VectorReader) throws -> Scaling {
    try scaling(of: vectors, reader, learned: learned())
  }

  /// - Parameter learned: the result of `learned()`, as a file that is a pipe can be read only
  ///   once.
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
        throw Fatal("--scale within needs named measures, as fc-normalize writes them")
      }
      let learned = try learned ?? .builtIn()
      return try learned.scaling(of: vectors, names: names, base: reader.base)
    }
  }

  /// The scaled vectors, in a unit in which no square is too large or too small for a double:
  /// distances in scaled units are `unit` times those between the returned vectors.
  ///
  /// - Throws: `Fatal` where scaling exceeds a double's range.
  public static func scaled(
    _ vectors: Vectors, by scaling: Scaling
  ) throws -> (vectors: Vectors, unit: Double) {
    let scaled = scaling(vectors)
    guard scaled.isComputable else {
      throw Fatal("the numbers are far too large for the deviations they are scaled by")
    }
    let unit = scaled.unit
    return (scaled / unit, unit)
  }

  /// `--scale`; nil if it is not given.
  public static func option<Values>(_ path: WritableKeyPath<Values, ScaleChoice?>) -> Option<Values>
  {
    .parsed(
      "scale", "HOW", path, choices: words,
      default: "zscore for named numbers, none for plain ones",
      "How to scale the numbers before computing distances; within divides out what varies between "
        + "photos of one person, using a built-in covariance or one that fc-repeat wrote"
    ) { (given) throws(UsageError) in try ScaleChoice(given) }
  }
}
