/// The 68 points of a face in the order of iBUG 300-W (Sagonas et al. 2013): jaw 0-16, brows 17-26,
/// nose 27-35, eyes 36-47, mouth 48-67; the subject's right comes first. Pixels, x right, y down.
public struct Landmarks: Sendable {
  public static let count = 68

  public let points: [SIMD2<Double>]

  /// Far beyond any photo, and far from where squares overflow.
  private static let limit = 1e9

  /// - Returns: nil unless there are just 68 points and every coordinate is a number that a photo
  ///   could have.
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
  /// - Returns: nil unless there are just 136 numbers, all of them such.
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

  public subscript(index: Int) -> SIMD2<Double> { points[index] }

  /// The distance between two points, px.
  public func distance(_ a: Int, _ b: Int) -> Double {
    norm(points[a] - points[b])
  }

  /// The middle between two points.
  public func mean(_ a: Int, _ b: Int) -> SIMD2<Double> {
    (points[a] + points[b]) / 2
  }

  /// The mean of the six points around the eye on the picture's left, and on its right.
  public var eyeCentres: (left: SIMD2<Double>, right: SIMD2<Double>) {
    (mean(36..<42), mean(42..<48))
  }

  private func mean(_ indices: Range<Int>) -> SIMD2<Double> {
    var sum = SIMD2<Double>.zero
    for index in indices { sum += points[index] }
    return sum / Double(indices.count)
  }
}

/// A vector's length.
package func norm(_ vector: SIMD2<Double>) -> Double {
  (vector * vector).sum().squareRoot()
}
