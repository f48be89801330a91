import FaceGeometry
import Foundation
import Testing

import Vision

/// 68 points of a plain face about 300 px wide around (350, 400): enough for shapes and hulls.
private let face: [SIMD2<Double>] =
  (0...16).map { i in
    let angle = Double.pi * (1 - Double(i) / 16)
    return SIMD2(350 + 150 * cos(angle), 380 + 190 * sin(angle))
  }
  + (0..<5).map { SIMD2(235 + 22 * Double($0), 330 - 6 * Double(2 - abs($0 - 2))) }
  + (0..<5).map { SIMD2(377 + 22 * Double($0), 330 - 6 * Double(2 - abs($0 - 2))) }
  + (0..<4).map { SIMD2(350, 360 + 25 * Double($0)) }
  + (0..<5).map { SIMD2(320 + 15 * Double($0), 455) }
  + ring(x: 280, y: 365, width: 30, height: 10, count: 6)
  + ring(x: 420, y: 365, width: 30, height: 10, count: 6)
  + ring(x: 350, y: 500, width: 55, height: 20, count: 12)
  + ring(x: 350, y: 500, width: 40, height: 8, count: 8)

private func ring(x: Double, y: Double, width: Double, height: Double, count: Int) -> [SIMD2<
  Double
>] {
  (0..<count).map { i in
    let angle = Double.pi * (1 + 2 * Double(i) / Double(count))
    return SIMD2(x + width * cos(angle), y + height * sin(angle))
  }
}

private func landmarks(_ points: [SIMD2<Double>]) throws -> Landmarks {
  try #require(Landmarks(points))
}

/// Numbers from -1 to 1, the same on each run.
private struct Noise {
  var state: UInt64
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 52) - 1
  }
  mutating func moved(_ points: [SIMD2<Double>], by px: Double) -> [SIMD2<Double>] {
    points.map { $0 + SIMD2(next(), next()) * px }
  }
}

@Suite struct MeanShapeTests {
  @Test func aSimilarityByHand() throws {
    // A quarter turn clockwise (y runs down), twice as large, then moved by (10, 20).
    let quarter = try #require(
      Similarity([[0, 0], [1, 0], [1, 1]], onto: [[10, 20], [10, 22], [8, 22]]))
    #expect(abs(quarter.turn.x) < 1e-12 && abs(quarter.turn.y - 2) < 1e-12)
    #expect(length(quarter([3, 4]) - [2, 26]) < 1e-12)
    #expect(Similarity([[1, 2], [1, 2]], onto: [[0, 0], [1, 1]]) == nil)
    #expect(Similarity([[1, .nan], [1, 2]], onto: [[0, 0], [1, 1]]) == nil)
  }

  @Test func placeSizeAndTurnDropOut() throws {
    let turned = Similarity(turn: [1.2, 0.9], shift: [-300, 80])
    let shapes = [face, face.map { turned($0) }, face.map { $0 * 0.3 }]
    let mean = try #require(meanShape(of: shapes))
    let back = try #require(Similarity(mean, onto: face))
    for (point, wanted) in zip(mean, face) { #expect(length(back(point) - wanted) < 1e-3) }
    #expect(abs(mean.reduce(0) { $0 + ($1 * $1).sum() } / 68 - 1) < 1e-9)
  }

  @Test func halfwayBetweenTwo() throws {
    // Two crosses, one 2 wide and 4 high, one the other way round: the mean is as wide as high.
    let tall: [SIMD2<Double>] = [[-1, 0], [1, 0], [0, -2], [0, 2]]
    let wide: [SIMD2<Double>] = [[-2, 0], [2, 0], [0, -1], [0, 1]]
    let mean = try #require(meanShape(of: [tall, wide]))
    #expect(abs(length(mean[1] - mean[0]) - length(mean[3] - mean[2])) < 1e-6)
  }

  @Test func shapesWithoutExtentAreLeftOut() throws {
    let point = [SIMD2<Double>](repeating: [5, 5], count: 68)
    let bad = [SIMD2<Double>](repeating: [.nan, 0], count: 68)
    #expect(meanShape(of: [point, bad]) == nil && meanShape(of: [[SIMD2<Double>]]()) == nil)
    #expect(meanShape(of: [point, face, bad]) == meanShape(of: [face]))
  }

  @Test func theFrameIsUprightAndHasAMargin() throws {
    let tilted = Similarity(turn: [0.8, 0.6], shift: [0, 0])
    let frame = try #require(AverageFrame(around: landmarks(face.map { tilted($0) }), size: 200))
    let points = frame.reference.points
    #expect(abs(centre(of: Array(points[36...41])).y - centre(of: Array(points[42...47])).y) < 1e-9)
    let low = points.reduce(points[0]) { pointwiseMin($0, $1) }
    let high = points.reduce(points[0]) { pointwiseMax($0, $1) }
    // The face is wider than high: its width is 1 / 1.45 of the canvas, its middle 0.1 below the
    // canvas's.
    #expect(abs((high - low).x - 200 / 1.45) < 1e-9)
    #expect(length((high + low) / 2 - [99.5, 119.5]) < 1e-9)
    let placed = try #require(frame.place(landmarks(face)))
    for (point, wanted) in zip(placed.points, points) { #expect(length(point - wanted) < 1e-9) }
  }
}

private func length(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum().squareRoot() }

@Suite struct AverageFaceTests {
  /// A dark dot at each point on a soft ground.
  private func dots(at points: [SIMD2<Double>]) -> TestPicture {
    var pixels = (0..<700 * 800).map { index in
      let (x, y) = (Double(index % 700), Double(index / 700))
      let wave: Double = sin(x / 90) * cos(y / 70)
      return UInt8(150 + 60 * wave)
    }
    for point in points {
      for y in Int(point.y) - 9...Int(point.y) + 9 {
        for x in Int(point.x) - 9...Int(point.x) + 9
        where (0..<700).contains(x) && (0..<800).contains(y) {
          let distance: Double = length(SIMD2(Double(x), Double(y)) - point)
          let cover = min(1, max(0, 7 - distance))
          let under = Double(pixels[y * 700 + x])
          pixels[y * 700 + x] = UInt8(under + (20 - under) * cover)
        }
      }
    }
    return TestPicture(width: 700, height: 800, pixels: pixels)
  }

  /// Mean squared differences of neighbours: what blur takes away.
  private func energy(_ pixels: [UInt8], size: Int) -> Double {
    var sum = 0.0
    for y in 0..<size - 1 {
      for x in 0..<size - 1 {
        let here = Double(pixels[(y * size + x) * 3])
        let (right, below) = (
          Double(pixels[(y * size + x + 1) * 3]), Double(pixels[((y + 1) * size + x) * 3])
        )
        sum += (right - here) * (right - here) + (below - here) * (below - here)
      }
    }
    return sum / Double(size * size)
  }

  @Test(arguments: [100, 230, 500]) func oneFaceAloneIsOnlyTurnedAndScaled(size: Int) throws {
    let tilt = Similarity(turn: [0.97, 0.2], shift: [90, -60])
    let points = try landmarks(face.map { tilt($0) })
    try withFile(dots(at: points.points).jpeg(), named: "face.jpg") { path in
      let photo = try Photo(path: path)
      let frame = try #require(
        meanShape(of: [points]).flatMap { AverageFrame(around: $0, size: size) })
      var average = AverageFace(size: size)
      average.add(try FaceWarp(to: frame.reference, size: size)(photo, points))
      let pixels = average.pixels

      // The same similarity, sampled here on the full-size photo: the mean of 3 × 3 samples a
      // pixel.
      let level = try photo.level(reduction: 1)
      let map = try #require(Similarity(frame.reference.points, onto: points.points))
      let (low, high) = (frame.reference.bounds.low.y, frame.reference.bounds.high.y)
      var (difference, count) = (0.0, 0.0)
      for y in Int(low)...Int(high) {
        for x in size / 4..<size * 3 / 4 {
          var sum = 0.0
          for (dx, dy) in [-1, 0, 1].flatMap({ dx in
            [-1, 0, 1].map { (Double(dx) / 3, Double($0) / 3) }
          }) {
            sum += sample(level, map([Double(x) + dx, Double(y) + dy]))
          }
          difference += abs(sum / 9 - Double(pixels[(y * size + x) * 3]))
          count += 1
        }
      }
      #expect(difference / count <= 3, "\(difference / count)")
    }
  }

  private func sample(_ level: Photo.Level, _ place: SIMD2<Double>) -> Double {
    let (x, y) = (
      max(0, min(Double(level.width - 2), place.x)), max(0, min(Double(level.height - 2), place.y))
    )
    let (column, row) = (Int(x), Int(y))
    func at(_ dx: Int, _ dy: Int) -> Double {
      Double(level.bytes[(row + dy) * level.width + column + dx])
    }
    let (u, v) = (x - Double(column), y - Double(row))
    return (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v
  }

  @Test func theMeanOfDifferentFacesIsSharp() throws {
    var noise = Noise(state: 7)
    let faces = try (0..<12).map { _ in try landmarks(noise.moved(face, by: 14)) }
    let frame = try #require(
      meanShape(of: faces).flatMap { AverageFrame(around: $0, size: 240) })
    let warp = try FaceWarp(to: frame.reference, size: 240)
    var (sharp, plain) = (AverageFace(size: 240), AverageFace(size: 240))
    for points in faces {
      try withFile(dots(at: points.points).jpeg(), named: "face.jpg") { path in
        let photo = try Photo(path: path)
        sharp.add(try warp(photo, points))
        // Rotated, scaled and moved as well as possible, but not warped: the face's own shape.
        let own = try #require(frame.place(points))
        plain.add(try FaceWarp(to: own, size: 240)(photo, points))
      }
    }
    let (with, without) = (energy(sharp.pixels, size: 240), energy(plain.pixels, size: 240))
    #expect(with >= 2 * without, "\(with) \(without)")
  }

  @Test func theOrderDoesNotMatterAndPartsAddUp() throws {
    var noise = Noise(state: 3)
    let pictures = (0..<5).map { _ in (0..<8 * 8 * 3).map { _ in UInt8(127 + 127 * noise.next()) } }
    func average(_ numbers: [Int]) -> AverageFace {
      var average = AverageFace(size: 8)
      for number in numbers { average.add(pictures[number]) }
      return average
    }
    let all = average([0, 1, 2, 3, 4])
    #expect(all.pixels == average([4, 2, 0, 3, 1]).pixels)
    #expect(try all.jpeg() == average([1, 0, 2, 4, 3]).jpeg())
    var joined = AverageFace(size: 8)
    joined.add(average([0, 1]), standingFor: 2)
    joined.add(average([2, 3, 4]), standingFor: 3)
    #expect(joined.pixels == all.pixels && joined.count == 5)
    // Two faces that stand for three each, and a single one: (3 a + 3 b + c) / 7.
    var weighted = AverageFace(size: 8)
    weighted.add(average([0, 1]), standingFor: 6)
    weighted.add(average([2]), standingFor: 1)
    weighted.add(AverageFace(size: 8), standingFor: 9)
    for index in 0..<192 {
      let sum = 3 * (Int(pictures[0][index]) + Int(pictures[1][index])) + Int(pictures[2][index])
      #expect(abs(Double(weighted.pixels[index]) - Double(sum) / 7) <= 0.51)
    }
    #expect(AverageFace(size: 8).pixels == [UInt8](repeating: 0, count: 192))
  }

  @Test func oddPointsNeitherCrashNorLeaveHoles() throws {
    var noise = Noise(state: 5)
    let frame = try #require(AverageFrame(around: landmarks(face), size: 64))
    let warp = try FaceWarp(to: frame.reference, size: 64)
    let onALine = face.map { SIMD2($0.x, 300) }
    let mirrored = face.map { SIMD2(700 - $0.x, $0.y) }
    let folded = noise.moved(face, by: 200)
    let offThePhoto = face.map { $0 + SIMD2(5000, -9000) }
    let huge = face.map { $0 * 1e6 }
    try withFile(
      TestPicture(width: 700, height: 800) { x, y in UInt8(40 + (x + y) % 7) }.jpeg(),
      named: "face.jpg"
    ) {
      let photo = try Photo(path: $0)
      for points in [onALine, mirrored, folded, offThePhoto, huge] {
        let pixels = try warp(photo, landmarks(points))
        // Every pixel comes from the photo.
        #expect(pixels.count == 64 * 64 * 3 && pixels.allSatisfy { (25...60).contains($0) })
      }
      let point = [SIMD2<Double>](repeating: [9, 9], count: 68)
      let together = try landmarks(point)
      #expect(throws: VisionError.self) { try warp(photo, together) }
      // Odd mean shapes: a warp to a folded shape is impossible, but the canvas is filled.
      for shape in [onALine.map { $0 / 12 }, folded.map { $0 / 12 }, offThePhoto] {
        #expect(
          try FaceWarp(to: landmarks(shape), size: 64)(photo, landmarks(face))
            .allSatisfy { (25...60).contains($0) })
      }
    }
    let plain = try landmarks(face)
    #expect(throws: VisionError.self) { try FaceWarp(to: plain, size: 5000) }
  }
}
