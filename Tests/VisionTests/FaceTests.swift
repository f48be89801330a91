import FaceGeometry
import Foundation
import Testing

import Vision

let landmarkModel = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"
/// Loaded once for all tests.
private let loadedPredictor = Result { try LandmarkPredictor(modelPath: landmarkModel) }
func sharedPredictor() throws -> LandmarkPredictor { try loadedPredictor.get() }

let haarCascade = "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml"

@Suite struct FaceTests {
  /// Irises at (205, 245) and (295, 245).
  private let face = cartoonFace(width: 500, height: 600)

  @Test(arguments: [DetectorKind.hog, .haar], Search.allCases)
  func oneFace(kind: DetectorKind, search: Search) throws {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      let faces = try FaceDetector(kind, modelPath: haarCascade).faces(
        in: Photo(path: path), search: search)
      #expect(faces.count == 1)
      let box = try #require(faces.first).box
      // Around the eyes and the mouth (y = 360), within the hair (x = 133 … 367).
      #expect(box.x > 120 && box.x < 170 && box.x + box.width > 330 && box.x + box.width < 380)
      #expect(box.y > 130 && box.y < 215 && box.y + box.height > 370 && box.y + box.height < 440)
    }
  }

  @Test func minimumScoreCuts() throws {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      let photo = try Photo(path: path)
      let detector = try FaceDetector(.hog)
      let score = try #require(try detector.faces(in: photo).first).score
      let above = try detector.faces(in: photo, minimumScore: score + 0.01)
      let below = try detector.faces(in: photo, minimumScore: score - 0.01)
      #expect(above.isEmpty && below.count == 1)
    }
  }

  @Test(arguments: [false, true]) func bestFirst(worseIsLeft: Bool) throws {
    let face = cartoonFace(width: 240, height: 288)
    let pair = TestPicture(width: 480, height: 288) { x, y in
      // The worse one has lost an eye.
      let lost = (x < 240) == worseIsLeft && (90..<125).contains(y) && (80..<118).contains(x % 240)
      return lost ? 195 : face.pixels[y * 240 + x % 240]
    }
    try withFile(pair.pgm(), named: "pair.pgm") { path in
      let faces = try FaceDetector(.hog).faces(in: Photo(path: path))
      try #require(faces.count == 2)
      #expect(faces[0].score > faces[1].score)
      #expect((faces[0].box.x > 240) == worseIsLeft)
    }
  }

  @Test func smallFaceInSmallPhoto() throws {
    // The box would be 36 px wide; HOG's window is 80.
    try withFile(cartoonFace(width: 90, height: 108).pgm(), named: "small.pgm") { path in
      let faces = try FaceDetector(.hog).faces(in: Photo(path: path))
      #expect(faces.count == 1)
    }
  }

  /// A photo of 4 : 3 with a face whose box has `px`, on gray; nil: without a face.
  private func photo(width: Int, face px: Int?) -> TestPicture {
    let height = width * 3 / 4
    guard let px else { return TestPicture(width: width, height: height) { _, _ in 225 } }
    // The box is 0.45 as wide as the cartoon.
    let face = cartoonFace(width: px * 20 / 9, height: px * 24 / 9)
    let (left, top) = ((width - face.width) * 2 / 3, (height - face.height) / 3)
    return TestPicture(width: width, height: height) { x, y in
      guard x >= left, y >= top, x < left + face.width, y < top + face.height else { return 225 }
      return face.pixels[(y - top) * face.width + x - left]
    }
  }

  /// What --search promises: 40 px up to 4 megapixels (thorough: 24), 80 px in any photo.
  @Test(
    arguments: [
      (480, 44), (481, 44), (640, 44), (641, 44), (961, 44), (1400, 44), (1921, 44), (2300, 44),
      (481, 84), (961, 84), (1921, 84), (2400, 84), (4100, 84), (6000, 84),
    ])
  func photosOfAnySizeAreSearchedFast(width: Int, px: Int) throws {
    try withFile(photo(width: width, face: px).pgm(), named: "wide.pgm") { path in
      let faces = try FaceDetector(.hog).faces(in: Photo(path: path))
      #expect(faces.count == 1)
      #expect(faces.allSatisfy { abs($0.box.width - px) < px / 4 })
    }
  }

  @Test(arguments: [(481, 44), (2400, 44), (4100, 44), (5600, 44), (6000, 84)])
  func photosOfAnySizeAreSearchedThoroughly(width: Int, px: Int) throws {
    try withFile(photo(width: width, face: px).pgm(), named: "wide.pgm") { path in
      let faces = try FaceDetector(.hog).faces(in: Photo(path: path), search: .thorough)
      #expect(faces.count == 1)
    }
  }

  @Test(arguments: [641, 1100]) func haarLooksOnToo(width: Int) throws {
    try withFile(photo(width: width, face: 44).pgm(), named: "wide.pgm") { path in
      let faces = try FaceDetector(.haar, modelPath: haarCascade).faces(in: Photo(path: path))
      #expect(faces.count == 1)
    }
  }

  /// A large face and a small one: fast stops after finding the large one, thorough finds both.
  @Test func thoroughFindsWhatFastFinds() throws {
    let large = cartoonFace(width: 500, height: 600), small = cartoonFace(width: 100, height: 120)
    let both = TestPicture(width: 900, height: 600) { x, y in
      if x < 500 { return large.pixels[y * 500 + x] }
      guard (700..<800).contains(x), (300..<420).contains(y) else { return 225 }
      return small.pixels[(y - 300) * 100 + x - 700]
    }
    try withFile(both.pgm(), named: "both.pgm") { path in
      let photo = try Photo(path: path)
      let detector = try FaceDetector(.hog)
      let fast = try detector.faces(in: photo)
      let thorough = try detector.faces(in: photo, search: .thorough)
      #expect(fast.count == 1 && thorough.count == 2)
      let ends = fast.map(\.box).map { ($0.x, $0.x + $0.width) }
      #expect(
        ends.allSatisfy { left, right in
          thorough.contains {
            abs($0.box.x - left) < 30 && abs($0.box.x + $0.box.width - right) < 30
          }
        })
    }
  }

  @Test(arguments: Search.allCases) func noFace(search: Search) throws {
    try withFile(photo(width: 2000, face: nil).pgm(), named: "empty.pgm") { path in
      let faces = try FaceDetector(.hog).faces(in: Photo(path: path), search: search)
      #expect(faces.isEmpty)
    }
  }

  /// The coarse look before the whole filters loses no window above the minimum: with a much lower
  /// one, at which all those pass, the same faces are found.
  @Test func coarseScoresLoseNothing() throws {
    let detector = try FaceDetector(.hog)
    for step in 0..<12 {
      let face = cartoonFace(width: 300 + 11 * step, height: 360 + 13 * step)
      var noise = UInt64(step)
      let noisy = TestPicture(
        width: face.width, height: face.height,
        pixels: face.pixels.map { pixel in
          noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(clamping: Int(pixel) + Int(noise >> 58) - 32)
        })
      try withFile(noisy.pgm(), named: "noisy.pgm") { path in
        let photo = try Photo(path: path)
        let found = try detector.faces(in: photo, minimumScore: 0.1)
        let all = try detector.faces(in: photo, minimumScore: -2)
        #expect(!found.isEmpty && all.count > found.count)
        let above = all.filter { $0.score >= 0.1 }
        #expect(found.map(\.score) == above.map(\.score))
      }
    }
  }

  @Test func largeFacesAreFoundAtFullSize() throws {
    // Three times larger: the box found on the reduced photo is converted to the full one.
    try withFile(cartoonFace(width: 1500, height: 1800).jpeg(), named: "large.jpg") { path in
      let box = try #require(try FaceDetector(.hog).faces(in: Photo(path: path)).first).box
      #expect(abs(box.x + box.width / 2 - 750) < 30 && abs(box.width - 675) < 75)
    }
  }

  @Test(arguments: [1, 2, 3, 17]) func landmarks(boxes: Int) throws {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      let photo = try Photo(path: path)
      let box = try #require(try FaceDetector(.hog).faces(in: photo).first).box
      let points = try sharedPredictor().landmarks(in: photo, box: box, boxes: boxes)
      let (right, left) = points.eyeCentres
      #expect(abs(right.x - 205) < 4 && abs(right.y - 245) < 5)
      #expect(abs(left.x - 295) < 4 && abs(left.y - 245) < 5)
      #expect(
        points[0].x < points[36].x && points[16].x > points[45].x && points[8].y > points[57].y)
      #expect(points[27].y < points[33].y && points[33].y < points[51].y)
    }
  }

  /// For a symmetric face, the median with its mirror image must be symmetric: it would not be if a
  /// pair of points were swapped with wrong partners.
  @Test func mirrorPairs() throws {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      // Symmetric around the picture's middle column, x = 249.5 (the cartoon itself around 250).
      let points = try sharedPredictor()
        .landmarks(
          in: Photo(path: path), box: Box(x: 138, y: 193, width: 224, height: 224), boxes: 3)
      let pairs = [
        (0, 16), (7, 9), (17, 26), (21, 22), (31, 35), (32, 34), (36, 45), (37, 44), (38, 43),
        (39, 42), (40, 47), (41, 46), (48, 54), (49, 53), (50, 52), (55, 59), (56, 58), (60, 64),
        (61, 63), (65, 67),
      ]
      for (a, b) in pairs {
        #expect(abs(points[a].x + points[b].x - 499) < 4, "\(a), \(b)")
        #expect(abs(points[a].y - points[b].y) < 3, "\(a), \(b)")
      }
      for middle in [8, 27, 28, 29, 30, 33, 51, 57, 62, 66] {
        #expect(abs(points[middle].x - 249.5) < 3)
      }
    }
  }

  @Test func sameAnswerTwice() throws {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      let predictor = try sharedPredictor()
      let box = Box(x: 143, y: 193, width: 225, height: 225)
      let fresh = try predictor.landmarks(in: Photo(path: path), box: box)
      let photo = try Photo(path: path)
      _ = try photo.level(reduction: 4, colour: true)
      _ = try FaceDetector(.hog).faces(in: photo, search: .thorough)
      let again = try predictor.landmarks(in: photo, box: box)
      #expect(again == fresh)
    }
  }

  @Test func boxBeyondThePhoto() throws {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      let predictor = try sharedPredictor()
      let far = Box(x: -2000, y: 5000, width: 300, height: 300)
      let points = try predictor.landmarks(in: Photo(path: path), box: far)
      #expect(points.points.allSatisfy { abs($0.x + 1850) < 400 && abs($0.y - 5150) < 400 })
      #expect(throws: VisionError.self) {
        _ = try predictor.landmarks(
          in: Photo(path: path), box: Box(x: 0, y: 0, width: 0, height: 5))
      }
    }
  }

  @Test func workersShareOnePredictor() async throws {
    let predictor = try sharedPredictor()
    let bytes = try face.jpeg()
    let answers = try await withThrowingTaskGroup(of: Landmarks.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try withFile(bytes, named: "face.jpg") { path in
            let photo = try Photo(path: path)
            let box = try #require(try FaceDetector(.hog).faces(in: photo).first).box
            return try predictor.landmarks(in: photo, box: box)
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 4 && answers.allSatisfy { $0 == answers[0] })
  }
}
