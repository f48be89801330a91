import FaceGeometry
import Foundation
import Testing

import Vision

/// Photos that are not part of the project: $FC_FACES, or ../shared/faces relative to the package's
/// root.
let photoFolder: String? = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let path =
    ProcessInfo.processInfo.environment["FC_FACES"]
    ?? root.appendingPathComponent("../shared/faces").standardized.path
  return FileManager.default.fileExists(atPath: path + "/women") ? path : nil
}()

@Suite(.enabled(if: photoFolder != nil, "no photos: set FC_FACES to the folder of face photos"))
struct RealPhotoTests {
  private func photos(_ folder: String) throws -> [String] {
    let root = try #require(photoFolder) + "/" + folder
    let names = try FileManager.default.subpathsOfDirectory(atPath: root)
    return names.filter { $0.hasSuffix(".jpg") }.sorted().map { root + "/" + $0 }
  }

  @Test(arguments: ["women", "pairs"]) func oneFaceInEveryPortrait(folder: String) throws {
    let detector = try FaceDetector(.hog)
    for path in try photos(folder) {
      let faces = try detector.faces(in: Photo(path: path))
      #expect(faces.count == 1, "\(path)")
    }
  }

  @Test func aFaceInEveryWildPhoto() throws {
    let detector = try FaceDetector(.hog)
    for path in try photos("people") {
      let faces = try detector.faces(in: Photo(path: path))
      #expect(!faces.isEmpty, "\(path)")
    }
  }

  @Test(arguments: Search.allCases) func noFaceInLandscapes(search: Search) throws {
    let detector = try FaceDetector(.hog)
    for path in try photos("notfaces") {
      let faces = try detector.faces(in: Photo(path: path), search: search)
      #expect(faces.isEmpty, "\(path)")
    }
  }

  /// Compares hand-placed pupils with the means of six eye points: at most 3.6 % of their distance
  /// on average, and 10 % each.
  @Test func eyesAreWherePeoplePutThem() throws {
    let detector = try FaceDetector(.hog)
    let predictor = try sharedPredictor()
    var errors: [Double] = []
    for path in try photos("women") + photos("pairs/neutral") {
      let template = try String(contentsOfFile: path.dropLast(4) + ".tem", encoding: .utf8)
      let pupils = template.split(whereSeparator: \.isNewline)[1...2].map { line in
        let numbers = line.split(separator: "\t").compactMap { Double($0) }
        return SIMD2(numbers[0], numbers[1])
      }.sorted { $0.x < $1.x }
      let photo = try Photo(path: path)
      let face = try #require(try detector.faces(in: photo).first)
      let eyes = try predictor.landmarks(in: photo, box: face.box).eyeCentres
      let length = { (v: SIMD2<Double>) in (v * v).sum().squareRoot() }
      errors.append(
        (length(eyes.left - pupils[0]) + length(eyes.right - pupils[1])) / 2
          / length(pupils[1] - pupils[0]))
    }
    #expect(errors.count == 84)
    #expect(errors.reduce(0, +) / 84 <= 0.036)
    #expect(errors.allSatisfy { $0 <= 0.10 })
  }

  /// Compares the warped mean of the portraits with the plain mean of their upright crops, which
  /// fill the same frame: at least twice the gradient energy inside the face. A single face gives
  /// its own crop: at most 3 of 255 apart.
  @Test func theMeanOfPortraitsIsSharp() throws {
    let size = 300
    let detector = try FaceDetector(.hog)
    let predictor = try sharedPredictor()
    var faces: [(path: String, points: Landmarks, box: Box)] = []
    for path in try photos("women") {
      let photo = try Photo(path: path)
      let box = try #require(try detector.faces(in: photo).first).box
      faces.append((path, try predictor.landmarks(in: photo, box: box), box))
    }
    func frame(_ faces: [Landmarks]) throws -> AverageFrame {
      try #require(meanShape(of: faces).flatMap { AverageFrame(around: $0, size: size) })
    }
    let shape = try frame(faces.map(\.points)).reference
    let warp = try FaceWarp(to: shape, size: size)
    var (sharp, plain) = (AverageFace(size: size), AverageFace(size: size))
    for face in faces {
      let photo = try Photo(path: face.path)
      sharp.add(try warp(photo, face.points))
      let thumbnail = try Thumbnail(
        of: photo, box: face.box, landmarks: face.points, size: size, quality: 95)
      let crop = try withFile(thumbnail.jpeg, named: "crop.jpg") {
        try Photo(path: $0).level(reduction: 1, colour: true).bytes
      }
      plain.add(crop)
      let own = try frame([face.points]).reference
      let alone = try FaceWarp(to: own, size: size)(photo, face.points)
      #expect(meanDifference(alone, crop, size, within: own.points) <= 3, "\(face.path)")
    }
    let (with, without) = (
      energy(sharp.pixels, size, within: shape.points),
      energy(plain.pixels, size, within: shape.points)
    )
    #expect(with >= 2 * without, "\(with / without)")
  }

  /// The rectangle from brows to mouth and from eye to eye, which contains only face.
  private func inside(_ shape: [SIMD2<Double>]) -> (x: Range<Int>, y: Range<Int>) {
    (Int(shape[36].x)..<Int(shape[45].x), Int(shape[19].y)..<Int(shape[57].y))
  }

  private func meanDifference(
    _ a: [UInt8], _ b: [UInt8], _ size: Int, within shape: [SIMD2<Double>]
  ) -> Double {
    let (xs, ys) = inside(shape)
    var sum = 0
    for y in ys {
      for index in (y * size + xs.lowerBound) * 3..<(y * size + xs.upperBound) * 3 {
        sum += abs(Int(a[index]) - Int(b[index]))
      }
    }
    return Double(sum) / Double(xs.count * ys.count * 3)
  }

  private func energy(_ pixels: [UInt8], _ size: Int, within shape: [SIMD2<Double>]) -> Double {
    let (xs, ys) = inside(shape)
    var sum = 0
    for y in ys {
      for x in xs {
        let index = (y * size + x) * 3 + 1
        let (right, below) = (Int(pixels[index + 3]), Int(pixels[index + 3 * size]))
        let here = Int(pixels[index])
        sum += (right - here) * (right - here) + (below - here) * (below - here)
      }
    }
    return Double(sum)
  }
}
