import Foundation
import Testing

@testable import Vision

/// Photos that are never part of the project: $FC_FACES, or ../shared/faces from the package's root.
let photoFolder: String? = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let path =
    ProcessInfo.processInfo.environment["FC_FACES"] ?? root.appendingPathComponent("../shared/faces").standardized.path
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

  /// Hand-placed pupils against the means of six eye points: at most 3.6 % of their distance on average, 10 % each.
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
      let points = try predictor.landmarks(in: photo, box: face.box)
      let eyes = [points[36...41].reduce(.zero, +) / 6, points[42...47].reduce(.zero, +) / 6]
      let length = { (v: SIMD2<Double>) in (v * v).sum().squareRoot() }
      errors.append((length(eyes[0] - pupils[0]) + length(eyes[1] - pupils[1])) / 2 / length(pupils[1] - pupils[0]))
    }
    #expect(errors.count == 84)
    #expect(errors.reduce(0, +) / 84 <= 0.036)
    #expect(errors.allSatisfy { $0 <= 0.10 })
  }
}
