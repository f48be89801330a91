import Clustering
import Filter
import MeasureRecords
import Measures
import Records

/// Whether steadiness is computed, and from which covariance.
public struct SteadinessChoice: Sendable {
  /// The file of a covariance that fc-repeat wrote.
  public var within: String?
  public var isLeftOut = false

  public init() {}

  public static var options: [Option<SteadinessChoice>] {
    [
      .text(
        "within", "FILE", \.within,
        "How photos of one person differ, as written by fc-repeat --covariance-out, for "
          + "\"steadiness\" (default: the file of --scale within:FILE, or a built-in one)"),
      .flag("no-steadiness", \.isLeftOut, "Leave out \"steadiness\""),
    ]
  }

  /// - Throws: `UsageError` where the options contradict each other.
  public func check() throws(UsageError) {
    guard !isLeftOut || within == nil else {
      throw UsageError(
        "--within is for steadiness, which --no-steadiness leaves out: give only one")
    }
  }

  /// The covariance that describes how photos of one person differ in these measures; nil where
  /// steadiness is left out or unknown. It is unknown for embeddings, and for measures that the
  /// built-in covariance lacks.
  ///
  /// - Parameter scale: the covariance that the vectors were scaled by, if any; it is then used
  ///   here too.
  /// - Throws: `Fatal` where a given file does not fit.
  public func learned(
    names: [String]?, base: Base, scale: WithinPersonFile? = nil
  ) throws -> WithinPersonFile? {
    guard !isLeftOut else { return nil }
    guard let names else {
      guard within == nil else {
        throw Fatal("--within needs named measures, as fc-normalize writes them")
      }
      return nil
    }
    if let within {
      let file = try WithinPersonFile(path: within)
      _ = try file.spread(of: names, base: base)
      return file
    }
    let file = try scale ?? .builtIn()
    return file.knows(names, base: base) ? file : nil
  }
}

extension SteadinessChoice {
  /// `learned` for the vectors that the reader read.
  public func learned(
    _ reader: VectorReader, scale: WithinPersonFile?
  ) throws -> WithinPersonFile? {
    try learned(names: reader.names, base: reader.base, scale: scale)
  }

  /// How photos of one person differ in a saved model's columns, according to the given file, the
  /// model, or the built-in covariance; nil where steadiness is left out or unknown.
  ///
  /// - Throws: what `learned` throws.
  public func spread(for model: ClusterModel) throws -> WithinSpread? {
    let learned = try learned(names: model.names, base: model.base)
    if within == nil, !isLeftOut, let own = model.within { return own }
    guard let learned, let names = model.names else { return nil }
    return try learned.spread(of: names, base: model.base)
  }
}

extension WithinPersonFile {
  /// How photos of one person differ in the measures that the reader read.
  public func spread(of reader: VectorReader) throws -> WithinSpread {
    try spread(of: reader.names ?? [], base: reader.base)
  }
}

extension ClusterModel {
  /// Computes how steady faces are in these clusters; nil without a spread, or where it cannot be
  /// computed.
  public func steadiness(_ spread: WithinSpread?) -> Steadiness? {
    spread.flatMap { Steadiness(centres: centres, scaling: scaling, within: $0) }
  }
}

/// The mean steadiness of the faces for which it is known.
struct MeanSteadiness {
  private var sum = 0.0
  private var count = 0

  mutating func add(_ steadiness: FaceSteadiness) {
    guard case .known(let share?) = steadiness else { return }
    sum += share
    count += 1
  }

  /// Nil without any such face.
  var value: Double? { count > 0 ? sum / Double(count) : nil }
}

extension Run {
  /// Reports how many faces would stay in their cluster, where that is known.
  ///
  /// - Parameter alternative: called where too many would not.
  func note(
    _ mean: MeanSteadiness, alternative: () -> SteadinessSentence.Alternative? = { nil }
  ) {
    guard let mean = mean.value else { return }
    let other = SteadinessSentence.isWeak(mean) ? alternative() : nil
    note(SteadinessSentence(mean: mean, alternative: other).text)
  }
}
