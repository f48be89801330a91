import FaceGeometry
import Foundation
import Testing

import Vision

@Suite struct ThumbnailTests {
  /// The decoded thumbnail.
  private func pixels(_ thumbnail: Thumbnail) throws -> Photo.Level {
    try withFile(thumbnail.jpeg, named: "thumb.jpg") { try Photo(path: $0).level(reduction: 1) }
  }

  /// The row of the darkest small block on either side of the middle: where the irises are.
  private func darkest(_ level: Photo.Level, columns: Range<Int>) -> (x: Int, y: Int) {
    var best = (sum: Int.max, x: 0, y: 0)
    for y in level.height / 4..<level.height * 6 / 10 {
      for x in columns {
        var sum = 0
        for dy in -2...2 {
          for dx in -2...2 { sum += Int(level.bytes[(y + dy) * level.width + x + dx]) }
        }
        if sum < best.sum { best = (sum, x, y) }
      }
    }
    return (best.x, best.y)
  }

  @Test(arguments: [-0.3, 0, 0.3]) func eyesAreLevel(tilt: Double) throws {
    try withFile(cartoonFace(width: 700, height: 840, tilt: tilt).jpeg(), named: "face.jpg") {
      path in
      let photo = try Photo(path: path)
      // 68 points of which only these matter here: both eyes on the irises, the rest around the
      // face, all tilted.
      let middle = SIMD2(350.0, 420.0)
      let place = { (x: Double, y: Double) in
        middle + SIMD2(x * cos(tilt) - y * sin(tilt), x * sin(tilt) + y * cos(tilt)) * 700
      }
      var points = (0..<68).map { i in place(0.18 * cos(Double(i)), 0.2 * sin(Double(i))) }
      for i in 36...41 { points[i] = place(-0.09, -0.11) }
      for i in 42...47 { points[i] = place(0.09, -0.11) }
      let face: Landmarks = try #require(Landmarks(points))
      let box = Box(x: 200, y: 270, width: 315, height: 315)
      let level = try pixels(Thumbnail(of: photo, box: box, landmarks: face, size: 200))
      #expect((level.width, level.height) == (200, 200))
      let right = darkest(level, columns: 50..<90)
      let left = darkest(level, columns: 110..<150)
      #expect(abs(right.y - left.y) <= 2, "\(right) \(left)")
      #expect(abs(right.x + left.x - 199) <= 6)
    }
  }

  @Test func fromTheBoxAlone() throws {
    try withFile(cartoonFace(width: 500, height: 600).jpeg(), named: "face.jpg") { path in
      let box = Box(x: 138, y: 193, width: 224, height: 224)
      let level = try pixels(Thumbnail(of: Photo(path: path), box: box, size: 112))
      #expect((level.width, level.height) == (112, 112))
      // The side is 1.5 × 224 = 336 px around (249.5, 304.5): three px per px. The irises, 45 px
      // from the middle at y = 245, are at 55.5 ± 15 and 55.5 - 20.
      let right = darkest(level, columns: 30..<55)
      let left = darkest(level, columns: 57..<82)
      #expect(
        abs(right.x - 40) <= 2 && abs(left.x - 70) <= 2 && abs(right.y - 36) <= 2
          && abs(left.y - 36) <= 2)
    }
  }

  @Test(arguments: [-0.3, 0, 0.3])
  func theTransformLeadsFromThePhotoToTheCrop(tilt: Double) throws {
    try withFile(cartoonFace(width: 700, height: 840, tilt: tilt).jpeg(), named: "face.jpg") {
      path in
      let middle = SIMD2(349.5, 419.5)
      let place = { (x: Double, y: Double) in
        middle + SIMD2(x * cos(tilt) - y * sin(tilt), x * sin(tilt) + y * cos(tilt)) * 700
      }
      var points = (0..<68).map { i in place(0.18 * cos(Double(i)), 0.2 * sin(Double(i))) }
      for i in 36...41 { points[i] = place(-0.09, -0.11) }
      for i in 42...47 { points[i] = place(0.09, -0.11) }
      let face: Landmarks = try #require(Landmarks(points))
      let box = Box(x: 200, y: 270, width: 315, height: 315)
      for landmarks in [face, nil] {
        let thumbnail = try Thumbnail(
          of: Photo(path: path), box: box, landmarks: landmarks, size: 200)
        let map = thumbnail.transform
        let moved = { (p: SIMD2<Double>) in
          SIMD2(map[0] * p.x + map[1] * p.y + map[2], map[3] * p.x + map[4] * p.y + map[5])
        }
        let (right, left) = (moved(points[36]), moved(points[42]))
        if landmarks != nil { #expect(abs(right.y - left.y) < 1e-9) }
        // The irises are dark where the map says, but not four radii beside them.
        let level = try pixels(thumbnail)
        for eye in [right, left] {
          let gray = { (dx: Double) in
            level.bytes[Int(eye.y.rounded()) * level.width + Int((eye.x + dx).rounded())]
          }
          #expect(gray(0) < 90 && gray(-24) > 150 && gray(24) > 150, "\(eye)")
        }
      }
    }
  }

  @Test func refusesNonsense() throws {
    try withFile(cartoonFace(width: 100, height: 120).jpeg(), named: "face.jpg") { path in
      let photo = try Photo(path: path)
      let box = Box(x: 10, y: 10, width: 50, height: 50)
      #expect(throws: VisionError.self) { _ = try Thumbnail(of: photo, box: box, size: 0) }
      let point = try #require(Landmarks([SIMD2<Double>](repeating: [9, 9], count: 68)))
      #expect(throws: VisionError.self) {
        _ = try Thumbnail(of: photo, box: box, landmarks: point, size: 100)
      }
    }
  }
}
