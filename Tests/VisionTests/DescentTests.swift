import FaceGeometry
import Foundation
import Testing

import Vision

/// A model that starts from landmarks, learned from bright squares on a dark ground, of which the
/// landmarks tell the place but for some px.
@Suite struct DescentTests {
  /// A square of 20 px whose upper corners are the points, and landmarks that lie in one row with
  /// the square, all `error` px too far right.
  private static func lesson(x: Int, y: Int, error: Double) -> PointLesson {
    var upright = [UInt8](repeating: 40, count: UprightFrame.width * UprightFrame.height)
    for row in y..<y + 20 {
      for column in x..<x + 20 { upright[row * UprightFrame.width + column] = 220 }
    }
    let middle = SIMD2(Double(x) + 9.5 + error, Double(y))
    // Each landmark's partner in a mirror lies across the square's middle.
    let partners = MirrorPairs.landmarks.partners
    let landmarks = partners.enumerated().map { index, partner in
      middle + SIMD2(Double(index - partner) / 2, Double((index + partner) % 40))
    }
    return PointLesson(
      upright: upright, points: [[Double(x), Double(y)], [Double(x + 19), Double(y)]],
      landmarks: Landmarks(landmarks))
  }

  private static let lessons = (0..<40).map { number in
    var lesson = lesson(
      x: 100 + (number * 7) % 36, y: 130 + (number * 5) % 30, error: Double(number * 11 % 9 - 4))
    lesson.person = number
    return lesson
  }
  private static let pairs = MirrorPairs(partners: [1, 0])
  private static let bytes = Result {
    try PointTrainer(field: "corners", pairs: pairs, method: .descent)
      .train(lessons, spreadLimit: 0.5)
  }

  private static func error(_ points: [SIMD2<Double>], _ lesson: PointLesson) -> Double {
    zip(points, lesson.points).map { (($0 - $1) * ($0 - $1)).sum().squareRoot() }.max() ?? .nan
  }

  @Test func tellsWhatItIs() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    #expect(model.field == "corners")
    #expect(model.method == .descent)
    #expect(model.count == 2)
    #expect(model.spreadLimit == 0.5)
    #expect(model.pairs == Self.pairs)
  }

  /// Landmarks that are 3 px off lead to points that are less than one off, where none was taught.
  @Test func correctsTheLandmarks() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    for (x, y) in [(103, 133), (117, 144), (131, 156)] {
      for error in [-3.0, 3] {
        let lesson = Self.lesson(x: x, y: y, error: error)
        let (points, spread) = try model.predict(lesson.upright, landmarks: lesson.landmarks)
        #expect(Self.error(points, lesson) < 1, "px")
        #expect(spread > 0 && spread < 0.1)
      }
    }
  }

  @Test func aMirrorChangesNothing() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    let pairs = try #require(Self.pairs)
    let lesson = Self.lessons[3], image = lesson.mirrored(pairs)
    let there = try model.predict(lesson.upright, landmarks: lesson.landmarks).points
    let mirrored = try model.predict(image.upright, landmarks: image.landmarks).points
    for (a, b) in zip(there, UprightFrame.mirrored(mirrored, pairs)) {
      #expect(abs(a.x - b.x) < 1e-2 && abs(a.y - b.y) < 1e-2)
    }
  }

  @Test func sameLessonsSameBytes() throws {
    let again = try PointTrainer(field: "corners", pairs: Self.pairs, method: .descent).train(
      Self.lessons, spreadLimit: 0.5)
    #expect(try again == Self.bytes.get())
  }

  /// One person alone cannot be left out.
  @Test func learnsFromOnePerson() throws {
    let bytes = try PointTrainer(field: "corners", pairs: nil, method: .descent).train(
      [Self.lessons[0]], spreadLimit: nil)
    let lesson = Self.lessons[0]
    let points = try PointModel(bytes: bytes).predict(lesson.upright, landmarks: lesson.landmarks)
    #expect(Self.error(points.points, lesson) < 1, "px")
  }

  @Test func withoutLandmarks() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    #expect(throws: VisionError.self) { _ = try model.predict(Self.lessons[0].upright) }
  }

  /// Landmarks anywhere, and a picture of a single gray: numbers come out.
  @Test func anyFaceIsAnswered() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    let flat = [UInt8](repeating: 0, count: UprightFrame.width * UprightFrame.height)
    for place in [-1e8, 0, 1e8] {
      let landmarks = try #require(Landmarks(Array(repeating: [place, place], count: 68)))
      let points = try model.predict(flat, landmarks: landmarks).points
      #expect(points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }
  }

  /// Cut short anywhere, or with any byte changed, it is refused and nothing is read outside.
  @Test func damagedIsRefused() throws {
    let bytes = try Self.bytes.get()
    for count in [0, 7, 100, 135, 139, 191, 192, bytes.count / 2, bytes.count - 1] {
      #expect(throws: VisionError.self) { _ = try PointModel(bytes: Array(bytes[..<count])) }
    }
    for place in Array(0..<140) + [500, 5000, bytes.count - 1] {
      var damaged = bytes
      damaged[place] ^= 0x55
      #expect(throws: VisionError.self) { _ = try PointModel(bytes: damaged) }
    }
    #expect(throws: VisionError.self) { _ = try PointModel(bytes: bytes + [0]) }
  }
}
