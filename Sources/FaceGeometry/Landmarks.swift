import CFaceGeometry

/// The 68 points of a face in the order of iBUG 300-W (Sagonas et al. 2013): jaw 0-16, brows 17-26,
/// nose 27-35, eyes 36-47, mouth 48-67; the subject's right comes first. x right, y down; px of
/// whatever picture they belong to.
///
/// There are always 68 points, and every coordinate is plausible for a photo, so users of this type
/// need not check.
public struct Landmarks: Sendable, Equatable {
  public static let count = Int(FACE_LANDMARKS)

  public let points: [SIMD2<Double>]

  /// Far beyond any photo, and far below the range where squares overflow.
  public static let limit = 1e9

  /// - Returns: nil unless there are exactly 68 points and every coordinate is below `limit` in
  ///   size.
  public init?(_ points: [SIMD2<Double>]) {
    guard points.count == Self.count,
      points.allSatisfy({ abs($0.x) < Self.limit && abs($0.y) < Self.limit })
    else {
      return nil
    }
    self.points = points
  }

  /// From x, y, x, y, ….
  ///
  /// - Returns: nil unless there are exactly 136 numbers, all below `limit` in size.
  public init?(flat numbers: UnsafeBufferPointer<Double>) {
    guard numbers.count == 2 * Self.count, numbers.allSatisfy({ abs($0) < Self.limit }) else {
      return nil
    }
    points = Array(unsafeUninitializedCapacity: Self.count) { points, count in
      for index in 0..<Self.count {
        points.initializeElement(at: index, to: SIMD2(numbers[2 * index], numbers[2 * index + 1]))
      }
      count = Self.count
    }
  }

  public init(_ compact: CompactLandmarks) { points = compact.points.map { SIMD2<Double>($0) } }

  /// The transformed points; nil where a coordinate is beyond `limit`.
  public func map(_ transform: (SIMD2<Double>) -> SIMD2<Double>) -> Landmarks? {
    Landmarks(points.map(transform))
  }

  public subscript(index: Int) -> SIMD2<Double> { points[index] }

  /// x, y, x, y, …, as the C functions take them.
  public var flat: [Double] { points.flatMap { [$0.x, $0.y] } }

  /// The minimum and the maximum coordinates.
  public var bounds: (low: SIMD2<Double>, high: SIMD2<Double>) { FaceGeometry.bounds(of: points) }

  /// Whether the points differ: a face without extent is not a face.
  public var hasExtent: Bool { points.contains { $0 != points[0] } }

  /// The distance between two points, px.
  public func distance(_ a: Int, _ b: Int) -> Double {
    norm(points[a] - points[b])
  }

  /// The midpoint of two points.
  public func mean(_ a: Int, _ b: Int) -> SIMD2<Double> {
    (points[a] + points[b]) / 2
  }

  /// The mean of the six points around the eye on the picture's left, and around the one on its
  /// right.
  public var eyeCentres: (left: SIMD2<Double>, right: SIMD2<Double>) {
    (eyeCentre(Int(FACE_LEFT_EYE)), eyeCentre(Int(FACE_RIGHT_EYE)))
  }

  private func eyeCentre(_ first: Int) -> SIMD2<Double> {
    var sum = SIMD2<Double>.zero
    for index in first..<first + Int(FACE_EYE_POINTS) { sum += points[index] }
    return sum / Double(FACE_EYE_POINTS)
  }
}

/// The same in single precision, half a kilobyte each, for programs that keep those of all faces.
public struct CompactLandmarks: Sendable, Equatable {
  public let points: [SIMD2<Float>]

  public init(_ landmarks: Landmarks) { points = landmarks.points.map { SIMD2<Float>($0) } }
}

/// The minimum and the maximum coordinates of at least one point.
public func bounds<Scalar: SIMDScalar & Comparable>(
  of points: some Sequence<SIMD2<Scalar>>
) -> (low: SIMD2<Scalar>, high: SIMD2<Scalar>) {
  var bounds: (low: SIMD2<Scalar>, high: SIMD2<Scalar>)?
  for point in points {
    let (low, high) = bounds ?? (point, point)
    bounds = (pointwiseMin(low, point), pointwiseMax(high, point))
  }
  guard let bounds else { preconditionFailure("no point has no bounds") }
  return bounds
}

/// The length of a vector.
package func norm(_ vector: SIMD2<Double>) -> Double {
  (vector * vector).sum().squareRoot()
}
