import CVision
import FaceGeometry

/// A model of points that the 68 do not have, such as the hairline's, on the upright face.
///
/// `@unchecked Sendable`: the model behind the handle never changes once it is read, and predicting
/// only reads it; the compiler cannot see that through the pointer. Workers share one.
public final class PointModel: @unchecked Sendable {
  private let handle: OpaquePointer
  /// The field of a record that the points go into.
  public let field: String
  public let method: PointMethod
  /// How many points it finds.
  public let count: Int
  /// The spread above which a prediction is not to be trusted, in distances between the eyes; nil
  /// where the model was not cross-validated.
  public let spreadLimit: Double?
  /// Nil where the points have no partners in a mirror.
  public let pairs: MirrorPairs?

  /// - Parameter bytes: what ``PointTrainer`` made.
  /// - Throws: `bad-model` where they are of another version, cut short or damaged.
  public init(bytes: [UInt8]) throws(VisionError) {
    handle = try open { vision_points_open(bytes, bytes.count, $0, $1) }
    let plan = vision_points_plan(handle).pointee
    guard plan.width == UprightFrame.width, plan.height == UprightFrame.height else {
      vision_points_close(handle)
      throw VisionError(
        kind: .badModel,
        message: "the model is for another upright face: train it anew with fc-train")
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

  /// Where the start is moved to, in px of the frame. Wide steps of the trees' box tell shaved
  /// heads from others by their spread: with a third of these, one in eight was taken for a head
  /// with hair. Descent starts nearer than that to where it ends.
  private var nudges: [SIMD2<Double>] {
    let step = method == .trees ? 12.0 : 2
    return [[0, 0], [step, 0], [-step, 0], [0, step], [0, -step]]
  }

  /// The points of an upright face.
  ///
  /// - Parameters:
  ///   - upright: the picture of ``Photo/upright(_:)``.
  ///   - landmarks: the face's, px of the frame; only trees do without them.
  /// - Returns: the median over five slightly moved starts, those of trees also on the mirror image
  ///   where the points have partners, px of the frame; and the spread of these predictions: the
  ///   root mean squared distance from their mean, in distances between the eyes.
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
        let place = 2 * (index * count + point)
        return SIMD2(numbers[place], numbers[place + 1])
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

/// Coordinate by coordinate.
private func median(of points: [SIMD2<Double>]) -> SIMD2<Double> {
  func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
  return [median(points.map(\.x)), median(points.map(\.y))]
}

/// The root mean squared distance of all points from their means over the answers.
private func spread(of answers: [[SIMD2<Double>]]) -> Double {
  guard let first = answers.first else { return 0 }
  let squares = first.indices.map { point in
    let mean = centre(of: answers.map { $0[point] })
    return answers.reduce(0) { $0 + (($1[point] - mean) * ($1[point] - mean)).sum() }
  }
  return (squares.reduce(0, +) / Double(answers.count * first.count)).squareRoot()
}
