/// One explainable number about a face.
///
/// A class, since it is looked at for every face: each copy of a struct would count the owners of
/// its strings anew.
public final class Measure: Sendable {
  public let name: String
  /// How it is made from the numbered points.
  public let formula: String
  /// What it is, in a few words.
  public let meaning: String
  /// Whether it is a ratio already, so that no base divides it.
  public let isRatio: Bool
  let value: @Sendable (Landmarks) -> Double

  init(
    name: String, formula: String, meaning: String, isRatio: Bool,
    value: @escaping @Sendable (Landmarks) -> Double
  ) {
    self.name = name
    self.formula = formula
    self.meaning = meaning
    self.isRatio = isRatio
    self.value = value
  }
}

/// The length that all others are divided by, so that the size of the picture does not matter.
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

/// A face whose points make no shape: a length that others are divided by is zero, or not finite.
public struct DegenerateFace: Error, Sendable {
  public let reason: String
}

/// The measures of one face, in the order asked for.
///
/// - Returns: lengths over the base, and ratios; no unit.
/// - Throws: `DegenerateFace` where a value is not a finite number.
/// - Complexity: O(measures).
public func features(of landmarks: Landmarks, _ measures: [Measure], over base: Base)
  throws(DegenerateFace) -> [Double]
{
  let unit = base.length(landmarks)
  guard unit > 0, unit.isFinite else {
    throw DegenerateFace(reason: "the \(base.rawValue) has no length")
  }
  var values: [Double] = []
  values.reserveCapacity(measures.count)
  for measure in measures {
    let value = measure.isRatio ? measure.value(landmarks) : measure.value(landmarks) / unit
    guard value.isFinite else { throw DegenerateFace(reason: "\(measure.name) is not finite") }
    values.append(value)
  }
  return values
}
