import CVision
import FaceGeometry

/// One upright face with its hand-placed points, to learn from.
public struct PointLesson: Sendable {
  /// The picture of ``Photo/upright(_:)``.
  public var upright: [UInt8]
  /// px of the ``UprightFrame``.
  public var points: [SIMD2<Double>]
  /// px of the ``UprightFrame``; only trees do without them.
  public var landmarks: Landmarks?
  /// Whose face it is: any number.
  public var person = 0
  /// Whether it is the face and the landmarks of another lesson on a picture that was varied.
  public var isVaried = false

  /// - Precondition: a picture of the frame's size.
  public init(upright: [UInt8], points: [SIMD2<Double>], landmarks: Landmarks? = nil) {
    precondition(upright.count == UprightFrame.width * UprightFrame.height)
    self.upright = upright
    self.points = points
    self.landmarks = landmarks
  }

  /// The same face in a mirror.
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

/// Learns models of points.
public struct PointTrainer: Sendable {
  /// How many points a model can have.
  public static let counts = 2...1000
  /// The most characters of a field's name; letters, digits and underscores.
  public static let longestName = Int(VISION_FIELD_NAME) - 1

  /// The field of a record that the points go into.
  public var field: String
  /// Which points are each other's mirror images; nil: none is, and faces are not mirrored.
  public var pairs: MirrorPairs?
  public var method: PointMethod
  /// Another seed has trees compare other pixels.
  public var seed: UInt32

  public init(
    field: String, pairs: MirrorPairs?, method: PointMethod = .trees, seed: UInt32 = 1
  ) {
    self.field = field
    self.pairs = pairs
    self.method = method
    self.seed = seed
  }

  /// The bytes of a model, for ``PointModel``. The same lessons give the same bytes, on any number
  /// of processors.
  ///
  /// - Parameters:
  ///   - lessons: equally many points each; with `pairs` each face is learned in a mirror too.
  ///   - spreadLimit: above it the model's predictions are not to be trusted, in distances between
  ///     the eyes; nil: none is known.
  /// - Precondition: lessons for descent have landmarks.
  /// - Complexity: O(lessons × points): about 20 ms of work a lesson with ten points for trees, and
  ///   for descent with 200.
  public func train(_ lessons: [PointLesson], spreadLimit: Double?) throws(VisionError) -> [UInt8] {
    let all = lessons + (pairs.map { pairs in lessons.map { $0.mirrored(pairs) } } ?? [])
    let size = UprightFrame.width * UprightFrame.height
    let pixels = all.flatMap(\.upright)
    let points = all.flatMap { $0.points.flatMap { [$0.x, $0.y] } }
    let landmarks = all.flatMap { $0.landmarks?.flat ?? [] }
    let count = lessons.first?.points.count ?? 0
    precondition(lessons.allSatisfy { $0.points.count == count }, "as many points in each lesson")
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
