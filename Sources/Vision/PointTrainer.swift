import CVision
import FaceGeometry

/// A training example: one upright face with its hand-placed points.
public struct PointLesson: Sendable {
  /// A picture that ``Photo/upright(_:)`` made.
  public var upright: [UInt8]
  /// px of the ``UprightFrame``.
  public var points: [SIMD2<Double>]
  /// px of the ``UprightFrame``; may be nil for trees.
  public var landmarks: Landmarks?
  /// Any number that identifies the person.
  public var person = 0
  /// Whether this is a variation of another lesson's picture, with the same face and landmarks.
  public var isVaried = false

  /// - Precondition: the picture has the frame's size.
  public init(upright: [UInt8], points: [SIMD2<Double>], landmarks: Landmarks? = nil) {
    precondition(upright.count == UprightFrame.width * UprightFrame.height)
    self.upright = upright
    self.points = points
    self.landmarks = landmarks
  }

  /// The mirror image of the face.
  public func mirrored(_ pairs: MirrorPairs) -> PointLesson {
    var mirrored = self
    for row in stride(from: 0, to: upright.count, by: UprightFrame.width) {
      mirrored.upright[row..<row + UprightFrame.width].reverse()
    }
    mirrored.points = UprightFrame.mirrored(points, pairs)
    mirrored.landmarks = landmarks.flatMap {
      Landmarks(UprightFrame.mirrored($0.points, .landmarks))
    }
    return mirrored
  }
}

/// Trains models of points.
public struct PointTrainer: Sendable {
  /// The number of points that a model can have.
  public static let counts = 2...1000
  /// Maximum length of a field's name, which consists of letters, digits and underscores.
  public static let longestName = Int(VISION_FIELD_NAME) - 1

  /// The record field that receives the points.
  public var field: String
  /// Which points are each other's mirror images; nil: unknown, and faces are not mirrored.
  public var pairs: MirrorPairs?
  public var method: PointMethod
  /// Determines which pixels trees compare.
  public var seed: UInt32

  public init(
    field: String, pairs: MirrorPairs?, method: PointMethod = .trees, seed: UInt32 = 1
  ) {
    self.field = field
    self.pairs = pairs
    self.method = method
    self.seed = seed
  }

  /// Trains a model and returns its bytes, for ``PointModel``. The same lessons give the same bytes
  /// on any number of processors.
  ///
  /// - Parameters:
  ///   - lessons: examples with the same number of points; with `pairs` their mirror images are
  ///     used as well.
  ///   - spreadLimit: the spread above which predictions are not reliable, in distances between the
  ///     eyes; nil: unknown.
  /// - Precondition: lessons for descent have landmarks.
  /// - Complexity: O(lessons × points): about 20 ms per lesson, with ten points for trees or 200
  ///   for descent.
  public func train(_ lessons: [PointLesson], spreadLimit: Double?) throws(VisionError) -> [UInt8] {
    let all = lessons + (pairs.map { pairs in lessons.map { $0.mirrored(pairs) } } ?? [])
    let size = UprightFrame.width * UprightFrame.height
    let pixels = all.flatMap(\.upright)
    let points = all.flatMap { $0.points.flatMap { [$0.x, $0.y] } }
    let landmarks = all.flatMap { $0.landmarks?.flat ?? [] }
    let count = lessons.first?.points.count ?? 0
    precondition(lessons.allSatisfy { $0.points.count == count }, "lessons differ in points")
    precondition(method == .trees || lessons.allSatisfy { $0.landmarks != nil })
    let partners = pairs?.partners.map { UInt16($0) }
    var bytes = vision_bytes()
    let code = withPointers(pixels, points, landmarks) { pixels, points, landmarks in
      let faces = all.enumerated().map { index, lesson in
        vision_lesson(
          pixels: pixels.map { $0 + index * size },
          points: points.map { $0 + index * count * 2 },
          landmarks: method == .trees
            ? nil : landmarks.map { $0 + index * Landmarks.count * 2 },
          person: Int32(clamping: lesson.person), is_varied: lesson.isVaried ? 1 : 0)
      }
      return withPlan(points: count, spreadLimit, partners) { plan in
        var failure = vision_failure()
        let code = vision_points_train(plan, faces, faces.count, seed, &bytes, &failure)
        return (code, failure)
      }
    }
    guard code.0 == VISION_OK else { throw VisionError(code.0, code.1) }
    defer { vision_bytes_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes.data, count: bytes.count))
  }

  private func withPlan<Answer>(
    points: Int, _ spreadLimit: Double?, _ partners: [UInt16]?,
    _ body: (UnsafePointer<vision_point_plan>) -> Answer
  ) -> Answer {
    var plan = vision_point_plan()
    withUnsafeMutableBytes(of: &plan.field) {
      $0.copyBytes(from: field.utf8.prefix(Self.longestName))
    }
    plan.method = method.code
    plan.points = Int32(clamping: points)
    plan.width = Int32(UprightFrame.width)
    plan.height = Int32(UprightFrame.height)
    let box = UprightFrame.box
    plan.box = (box[0], box[1], box[2], box[3])
    plan.spread_limit = spreadLimit ?? 0
    guard let partners else { return body(&plan) }
    return partners.withUnsafeBufferPointer { partners in
      plan.mirror = partners.baseAddress
      return body(&plan)
    }
  }
}

private func withPointers<Answer>(
  _ pixels: [UInt8], _ points: [Double], _ landmarks: [Double],
  _ body: (UnsafePointer<UInt8>?, UnsafePointer<Double>?, UnsafePointer<Double>?) -> Answer
) -> Answer {
  pixels.withUnsafeBufferPointer { pixels in
    points.withUnsafeBufferPointer { points in
      landmarks.withUnsafeBufferPointer {
        body(pixels.baseAddress, points.baseAddress, $0.baseAddress)
      }
    }
  }
}
