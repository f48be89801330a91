import FaceGeometry

/// One number about a face, with its meaning.
///
/// A class, since it is used for every face: copying a struct would update the reference counts of
/// its strings each time.
public final class Measure: Sendable {
  public let name: String
  /// How it is computed from the numbered points.
  public let formula: String
  /// What it measures, in a few words.
  public let meaning: String
  /// Whether it is a ratio already, and not divided by the base.
  public let isRatio: Bool
  /// Whether it needs any of the 68 points.
  public let needsLandmarks: Bool
  /// The fields with points that it needs besides the 68.
  public let fields: [String]
  /// Nil, or not finite, where it cannot be measured.
  let value: @Sendable (FacePoints) -> Double?

  init(
    name: String, formula: String, meaning: String, isRatio: Bool, needsLandmarks: Bool = true,
    fields: [String] = [], value: @escaping @Sendable (FacePoints) -> Double?
  ) {
    self.name = name
    self.formula = formula
    self.meaning = meaning
    self.isRatio = isRatio
    self.needsLandmarks = needsLandmarks
    self.fields = fields
    self.value = value
  }
}

/// A face's 68 points, and points from other fields of its record, such as the hairline.
public struct FacePoints: Sendable {
  /// Nil if there are none, and no measure needs them.
  public let landmarks: Landmarks?
  /// By field name, px.
  public let others: [String: [SIMD2<Double>]]

  public init(_ landmarks: Landmarks?, others: [String: [SIMD2<Double>]] = [:]) {
    self.landmarks = landmarks
    self.others = others
  }
}

/// The length that all other lengths are divided by, so that the size of the picture does not
/// matter.
public enum Base: String, CaseIterable, Sendable {
  /// Between the ears: points 0 and 16.
  case jaw
  /// Between the eyes' centres (inter-ocular distance).
  case eyes
  /// From between the eyes to the chin: points 27 and 8.
  case height

  func length(_ landmarks: Landmarks) -> Double {
    switch self {
    case .jaw: landmarks.distance(0, 16)
    case .eyes:
      norm(landmarks.eyeCentres.left - landmarks.eyeCentres.right)
    case .height: landmarks.distance(27, 8)
    }
  }
}

/// A face whose points do not form a shape: its base has length zero, or a length that is not
/// finite.
public struct DegenerateFace: Error, Sendable {
  public let reason: String
}

/// The measures of one face, in the order asked for.
///
/// - Returns: lengths divided by the base, and ratios; no unit. Nil where a measure cannot be taken
///   because points are missing or its divisor is 0.
/// - Throws: `DegenerateFace` where the base has no length.
/// - Complexity: O(measures).
public func features(
  of face: FacePoints, _ measures: [Measure], over base: Base
) throws(DegenerateFace) -> [Double?] {
  let unit = face.landmarks.map(base.length) ?? 1
  guard unit > 0, unit.isFinite else {
    throw DegenerateFace(reason: "the \(base.rawValue) has no length")
  }
  var values: [Double?] = []
  values.reserveCapacity(measures.count)
  for measure in measures {
    let value = measure.value(face).map { measure.isRatio ? $0 : $0 / unit }
    values.append(value.flatMap { $0.isFinite ? $0 : nil })
  }
  return values
}
