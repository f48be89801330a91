import FaceGeometry
import Foundation
import Testing

import Vision

/// A model of two points, learned from bright squares on a dark background.
@Suite struct PointModelTests {
  /// A square of 20 px whose upper corners are the points.
  private static func lesson(x: Int, y: Int) -> PointLesson {
    var upright = [UInt8](repeating: 40, count: UprightFrame.width * UprightFrame.height)
    for row in y..<y + 20 {
      for column in x..<x + 20 { upright[row * UprightFrame.width + column] = 220 }
    }
    return PointLesson(
      upright: upright, points: [[Double(x), Double(y)], [Double(x + 19), Double(y)]])
  }

  private static let lessons = (0..<24).map {
    lesson(x: 100 + ($0 * 7) % 36, y: 130 + ($0 * 5) % 30)
  }
  private static let pairs = MirrorPairs(partners: [1, 0])
  private static let bytes = Result {
    try PointTrainer(field: "corners", pairs: pairs).train(lessons, spreadLimit: 0.5)
  }

  @Test func tellsWhatItIs() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    #expect(model.field == "corners")
    #expect(model.count == 2)
    #expect(model.spreadLimit == 0.5)
    #expect(model.pairs == Self.pairs)
  }

  @Test func findsThePointsAgain() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    var errors: [Double] = []
    for lesson in Self.lessons {
      let (points, spread) = try model.predict(lesson.upright)
      #expect(points.count == 2 && spread.isFinite)
      errors += zip(points, lesson.points).map { (($0 - $1) * ($0 - $1)).sum().squareRoot() }
    }
    #expect(errors.sorted()[errors.count / 2] < 4, "px")
  }

  /// The mirror image of a picture has the mirror image of its points: both halves of the median
  /// are swapped.
  @Test func aMirrorChangesNothing() throws {
    let model = try PointModel(bytes: Self.bytes.get())
    let pairs = try #require(Self.pairs)
    let lesson = Self.lessons[3]
    let there = try model.predict(lesson.upright).points
    let mirrored = try model.predict(lesson.mirrored(pairs).upright).points
    for (a, b) in zip(there, UprightFrame.mirrored(mirrored, pairs)) {
      #expect(abs(a.x - b.x) < 1e-3 && abs(a.y - b.y) < 1e-3)
    }
  }

  @Test func sameLessonsSameBytes() throws {
    let again = try PointTrainer(field: "corners", pairs: Self.pairs).train(
      Self.lessons, spreadLimit: 0.5)
    #expect(try again == Self.bytes.get())
  }

  /// Truncated anywhere, or with any byte changed, it is rejected, and nothing outside it is read.
  @Test func damagedIsRefused() throws {
    let bytes = try Self.bytes.get()
    for count in [0, 7, 8, 100, 135, 136, 139, 200, bytes.count / 2, bytes.count - 1] {
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
