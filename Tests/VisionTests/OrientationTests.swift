import Foundation
import Testing

import Vision

/// A point must keep its position to within a part of a pixel, whatever the orientation and
/// reduction.
@Suite struct OrientationTests {
  /// Neither is a multiple of 8, so that every reduction rounds up.
  private let width = 203, height = 157
  private let spot = SIMD2(61.3, 98.6)

  /// A Gaussian spot on gray: its centroid is known.
  private var picture: TestPicture {
    TestPicture(width: width, height: height) { [spot] x, y in
      let offset = SIMD2(Double(x), Double(y)) - spot
      return UInt8((40 + 200 * exp(-(offset * offset).sum() / (2 * 81))).rounded())
    }
  }

  private func centroid(_ level: Photo.Level) -> SIMD2<Double> {
    var sum = SIMD2(0.0, 0.0)
    var weight = 0.0
    for y in 0..<level.height {
      for x in 0..<level.width {
        // Above the noise of the compression.
        let value = max(0, Double(level.bytes[y * level.width + x]) - 48)
        sum += SIMD2(Double(x), Double(y)) * value
        weight += value
      }
    }
    return (sum / weight + 0.5) * Double(level.reduction) - 0.5 + level.offset
  }

  /// At 1/16, the spot, 9 px wide, is sampled coarsely; a forgotten offset would be an error of up
  /// to 15 px.
  private func tolerance(_ reduction: Int) -> Double { max(0.1, Double(reduction) / 50) }

  private func length(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum().squareRoot() }

  @Test(arguments: 1...8) func spotStaysInPlace(orientation: Int) throws {
    try withFile(picture.jpeg(orientation: orientation), named: "spot.jpg") { path in
      let photo = try Photo(path: path)
      #expect((photo.width, photo.height) == (width, height))
      for reduction in [1, 2, 4, 8, 16] {
        let level = try photo.level(reduction: reduction)
        #expect(level.width == (width + reduction - 1) / reduction)
        let offset = centroid(level) - spot
        #expect(length(offset) < tolerance(reduction), "reduction \(reduction): off by \(offset)")
      }
    }
  }

  @Test func spotStaysInPlaceInOtherFormats() throws {
    try withFile(picture.pgm(), named: "spot.pgm") { path in
      for reduction in [1, 2, 4, 8, 16] {
        let offset = try centroid(Photo(path: path).level(reduction: reduction)) - spot
        #expect(length(offset) < tolerance(reduction))
      }
    }
  }

  @Test func offsetsByHand() throws {
    // The gray level at 1/8 is made from 1/2: 203 = 102 · 2 - 1 and 157 = 79 · 2 - 1.
    // Orientation 3 flips both axes, 6 the upright x only, 8 the upright y only.
    for (orientation, expected) in [
      (1, SIMD2(0.0, 0)), (3, SIMD2(-1, -1)), (6, SIMD2(-1, 0)), (8, SIMD2(0, -1)),
    ] {
      try withFile(picture.jpeg(orientation: orientation), named: "spot.jpg") { path in
        let offset = try Photo(path: path).level(reduction: 8).offset
        #expect(offset == expected)
      }
    }
  }

  @Test func orientationOutOfRangeIsIgnored() throws {
    try withFile(withExif(orientation: 9, picture.jpeg()), named: "odd.jpg") { path in
      let seen = try Photo(path: path).width
      #expect(seen == width)
    }
  }

  /// At 1/4, where half a pixel is 2 px; an orientation that flips moves that level by 1 px.
  @Test func facesAgree() throws {
    let face = cartoonFace(width: 2411, height: 2893)
    let detector = try FaceDetector(.hog)
    let predictor = try sharedPredictor()
    var firstBox: Box?
    var firstPoints: [SIMD2<Double>] = []
    for orientation in 1...8 {
      try withFile(face.jpeg(orientation: orientation), named: "face.jpg") { path in
        let photo = try Photo(path: path)
        let box = try #require(try detector.faces(in: photo).first).box
        // Searched at 480 px: one px there is six px here.
        let reference = firstBox ?? box
        #expect(
          abs(box.x - reference.x) <= 6 && abs(box.y - reference.y) <= 6
            && abs(box.width - reference.width) <= 6)
        // The points depend on the box, so all get the same one; a cartoon's outline is vague, but
        // its eyes are not.
        let points = try predictor.landmarks(in: photo, box: reference, boxes: 9).points
        if firstBox == nil { (firstBox, firstPoints) = (box, points) }
        for (first, last) in [(36, 41), (42, 47), (0, 67)] {
          let offset = meanOffset(points[first...last], firstPoints[first...last])
          #expect(
            length(offset) < 2, "orientation \(orientation), points \(first)-\(last): \(offset)")
        }
      }
    }
  }
}

/// The mean distance between two lists of points.
private func meanOffset(_ a: ArraySlice<SIMD2<Double>>, _ b: ArraySlice<SIMD2<Double>>) -> SIMD2<
  Double
> {
  zip(a, b).map { $0 - $1 }.reduce(.zero, +) / Double(a.count)
}
