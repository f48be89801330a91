import FaceGeometry
import Filter
import LandmarkRecords
import Measures
import Records

/// The measures to take.
public enum MeasureChoice: Sendable {
  /// These, chosen by name; a measure whose points are missing is null.
  case named([Measure])
  /// Those of these that the records have points for; `isReported` says whether to report the
  /// others.
  case possible([Measure], isReported: Bool)
}

/// Takes measures of the faces in records.
public final class MeasureTaker {
  /// The measures that are taken; determined by the first face.
  public private(set) var measures: [Measure]
  public private(set) var names: [String]
  /// Whether any is divided by the base.
  public private(set) var hasLengths: Bool
  /// Whether any needs the 68 points.
  public let needsLandmarks: Bool
  /// The fields that records must be scanned for.
  public let fields: [String]
  private let choice: MeasureChoice
  private let base: Base
  private var needed: [String]
  private var isSettled = false

  /// - Parameter own: the user's own measures, which follow the others.
  public init(_ choice: MeasureChoice, own: [Measure] = [], over base: Base) {
    (self.choice, self.base) = (choice, base)
    switch choice {
    case .named(let chosen), .possible(let chosen, _): measures = chosen + own
    }
    names = measures.map(\.name)
    hasLengths = !measures.allSatisfy(\.isRatio)
    needsLandmarks = measures.contains(where: \.needsLandmarks)
    needed = Set(measures.flatMap(\.fields)).sorted()
    fields = ["landmarks"] + needed
  }

  /// The measures of a face; nil where one cannot be taken.
  ///
  /// - Parameters:
  ///   - landmarks: nil where no measure needs them, and the record has none.
  ///   - note: called once with what all faces lack.
  public func values(
    of record: Record, _ landmarks: Landmarks?, note: (String) -> Void
  ) throws(InputFailure) -> [Double?] {
    var others: [String: [SIMD2<Double>]] = [:]
    for field in needed {
      if let points = try record.points(field) { others[field] = points }
    }
    if !isSettled { settle(record, note) }
    do throws(DegenerateFace) {
      return try features(of: FacePoints(landmarks, others: others), measures, over: base)
    } catch {
      throw InputFailure("degenerate", "the points do not form a face: \(error.reason)")
    }
  }

  /// The first face decides: if its record lacks a field, all records are assumed to lack it.
  private func settle(_ record: Record, _ note: (String) -> Void) {
    isSettled = true
    for field in needed where !record.has(field) {
      let affected = measures.filter { $0.fields.contains(field) }.map(\.name)
      var isLeftOut = false
      var isReported = true
      if case .possible(let chosen, let reports) = choice {
        isLeftOut = affected.allSatisfy { name in chosen.contains { $0.name == name } }
        isReported = reports || !isLeftOut
      }
      if isLeftOut { measures.removeAll { $0.fields.contains(field) } }
      guard isReported else { continue }
      let program = field == "hairline" ? "fc-points" : "the program that adds it"
      note(
        "the first record has no \(field): \(listed(affected, "and")) "
          + "\(isLeftOut ? "are left out" : "will be null"); run \(program) first")
    }
    names = measures.map(\.name)
    hasLengths = !measures.allSatisfy(\.isRatio)
    needed = Set(measures.flatMap(\.fields)).sorted()
  }
}

/// A user's own measures, from a file.
///
/// - Parameter reserved: fields that cannot hold points, since the stage sets them.
/// - Throws: `Fatal` with the line that is wrong.
public func ownMeasures(path: String, reserved: [String]) throws -> [Measure] {
  let bytes = try readFile(path)
  guard bytes.count <= 1 << 20, let text = String(validating: bytes, as: UTF8.self) else {
    throw Fatal("is not a UTF-8 text of at most 1 MiB: name a file of measures", at: path)
  }
  do throws(MeasureTextError) {
    return try Measure.own(text, reserved: reserved)
  } catch {
    throw Fatal("\(error.reason)", at: "\(path):\(error.line)")
  }
}
