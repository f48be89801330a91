import CVision
import FaceGeometry

/// A model of points beyond the 68 landmarks, such as the hairline, on the upright face.
///
/// `@unchecked Sendable`: the model behind the handle is immutable once read, which the compiler
/// cannot see through the pointer. Workers share one.
public final class PointModel: @unchecked Sendable {
  private let handle: OpaquePointer
  /// The record field that receives the points.
  public let field: String
  public let method: PointMethod
  /// The number of points.
  public let count: Int
  /// The spread above which a prediction is not reliable, in distances between the eyes; nil if the
  /// model was not cross-validated.
  public let spreadLimit: Double?
  /// Which points are each other's mirror images; nil if that is not known.
  public let pairs: MirrorPairs?

  /// - Parameter bytes: a model that ``PointTrainer`` made.
  /// - Throws: `bad-model` if the model is of another version, truncated or damaged.
  public init(bytes: [UInt8]) throws(VisionError) {
    handle = try open { vision_points_open(bytes, bytes.count, $0, $1) }
    let plan = vision_points_plan(handle).pointee
    guard plan.width == UprightFrame.width, plan.height == UprightFrame.height else {
      vision_points_close(handle)
      throw VisionError(
        kind: .badModel,
        message: "the model is for upright faces of another size: train it again with fc-train")
    }
    field = withUnsafeBytes(of: plan.field) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    method = PointMethod(plan.method)
    count = Int(plan.points)
    spreadLimit = plan.spread_limit > 0 ? plan.spread_limit : nil
    let partners = UnsafeBufferPointer(start: plan.mirror, count: plan.mirror == nil ? 0 : count)
    pairs = plan.mirror == nil ? nil : MirrorPairs(partners: partners.map { Int($0) })
  }

  deinit { vision_points_close(handle) }

  /// Shifts of the start, in px of the frame. Those of the trees' box are large so that the spread
  /// reveals shaved heads: with a third of these shifts, one shaved head in eight was mistaken for
  /// one with hair. Descent needs smaller ones, because it starts near its result.
  private var nudges: [SIMD2<Double>] {
    let step = method == .trees ? 12.0 : 2
    return [[0, 0], [step, 0], [-step, 0], [0, step], [0, -step]]
  }

  /// Predicts the points of an upright face.
  ///
  /// - Parameters:
  ///   - upright: a picture that ``Photo/upright(_:)`` made.
  ///   - landmarks: the face's, px of the frame; may be nil for trees.
  /// - Returns: the median over five shifted starts (for trees also on the mirror image if `pairs`
  ///   is not nil), in px of the frame; and the spread of these predictions: the root mean square
  ///   distance from their mean, in distances between the eyes.
  /// - Complexity: O(trees), about a millisecond; for descent O(points + pixels), about ten.
  public func predict(_ upright: [UInt8], landmarks: Landmarks? = nil) throws(VisionError) -> (
    points: [SIMD2<Double>], spread: Double
  ) {
    precondition(upright.count == UprightFrame.width * UprightFrame.height)
    let mirrors: [Int32] = method == .trees && pairs != nil ? [0, 1] : [0]
    let views = nudges.flatMap { nudge in
      mirrors.map { vision_point_view(dx: nudge.x, dy: nudge.y, mirrored: $0) }
    }
    var numbers = [Double](repeating: 0, count: views.count * count * 2)
    try numbers.withUnsafeMutableBufferPointer { numbers throws(VisionError) in
      try check {
        vision_points_predict(
          handle, upright, landmarks?.flat, views, views.count, numbers.baseAddress, $0)
      }
    }
    let answers = views.enumerated().map { index, view in
      let points = (0..<count).map { point in
        let start = 2 * (index * count + point)
        return SIMD2(numbers[start], numbers[start + 1])
      }
      guard view.mirrored != 0, let pairs else { return points }
      return UprightFrame.mirrored(points, pairs)
    }
    return (
      (0..<count).map { point in median(of: answers.map { $0[point] }) },
      spread(of: answers) / UprightFrame.eyeDistance
    )
  }
}

/// The median of each coordinate.
private func median(of points: [SIMD2<Double>]) -> SIMD2<Double> {
  func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
  return [median(points.map(\.x)), median(points.map(\.y))]
}

/// The root mean square distance of all points from their means over the predictions.
private func spread(of answers: [[SIMD2<Double>]]) -> Double {
  guard let first = answers.first else { return 0 }
  let squares = first.indices.map { point in
    let mean = centre(of: answers.map { $0[point] })
    return answers.reduce(0) { $0 + (($1[point] - mean) * ($1[point] - mean)).sum() }
  }
  return (squares.reduce(0, +) / Double(answers.count * first.count)).squareRoot()
}
