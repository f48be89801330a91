import Testing

import Vision

/// Photos that lie on their side or are upside down, and do not say so.
@Suite struct TurnedTests {
  private let face = cartoonFace(width: 500, height: 600)

  /// The face's picture, which must be rotated clockwise by so many degrees.
  private func lying(_ degrees: Int) -> TestPicture {
    let stored = face.stored(orientation: [90: 6, 180: 3, 270: 8][degrees] ?? 1)
    return TestPicture(width: stored.width, height: stored.height, pixels: stored.bytes)
  }

  /// Converts a point of the rotated photo to the upright one, of 500 × 600 px.
  private func upright(_ point: SIMD2<Double>, _ degrees: Int) -> SIMD2<Double> {
    switch degrees {
    case 90: [499 - point.y, point.x]
    case 180: [499 - point.x, 599 - point.y]
    case 270: [point.y, 599 - point.x]
    default: point
    }
  }

  @Test(arguments: [0, 90, 180, 270], Search.allCases)
  func faceAndPointsAreThoseOfTheUprightPhoto(degrees: Int, search: Search) throws {
    let detector = try FaceDetector(.hog)
    let predictor = try sharedPredictor()
    func find(_ degrees: Int) throws -> (face: DetectedFace, points: [SIMD2<Double>]) {
      try withFile(lying(degrees).pgm(), named: "lying.pgm") { path in
        let photo = try Photo(path: path)
        let faces = try detector.faces(in: photo, search: search)
        try #require(faces.count == 1)
        let points = try predictor.landmarks(
          in: photo, box: faces[0].box, turned: faces[0].turned
        ).points
        return (faces[0], points)
      }
    }
    let (told, turned) = (try find(0), try find(degrees))
    #expect(turned.face.turned == degrees)
    let box = turned.face.box
    let middle = upright(
      [Double(box.x) + Double(box.width - 1) / 2, Double(box.y) + Double(box.height - 1) / 2],
      degrees)
    let wanted = told.face.box
    #expect(abs(middle.x - Double(wanted.x) - Double(wanted.width - 1) / 2) <= 2)
    #expect(abs(middle.y - Double(wanted.y) - Double(wanted.height - 1) / 2) <= 2)
    // The irises are 90 px apart: points may differ by the effect of a different box.
    let offs = zip(turned.points, told.points).map { point, wanted in
      let off = upright(point, degrees) - wanted
      return (off * off).sum().squareRoot()
    }
    #expect(offs.reduce(0, +) / 68 < 2)
  }

  /// The same pixels give the same numbers: nothing is rounded in between.
  @Test(arguments: [90, 180, 270], [1, 3]) func pointsInTheSameBox(degrees: Int, boxes: Int) throws
  {
    let predictor = try sharedPredictor()
    // 224 px wide: predicted at full size, without averaging.
    let box = Box(x: 138, y: 193, width: 224, height: 224)
    let lyingBox =
      switch degrees {
      case 90: Box(x: 193, y: 500 - 138 - 224, width: 224, height: 224)
      case 180: Box(x: 500 - 138 - 224, y: 600 - 193 - 224, width: 224, height: 224)
      default: Box(x: 600 - 193 - 224, y: 138, width: 224, height: 224)
      }
    let wanted = try withFile(face.pgm(), named: "face.pgm") { path in
      try predictor.landmarks(in: Photo(path: path), box: box, boxes: boxes).points
    }
    let points = try withFile(lying(degrees).pgm(), named: "lying.pgm") { path in
      try predictor.landmarks(
        in: Photo(path: path), box: lyingBox, turned: degrees, boxes: boxes
      ).points
    }
    for (point, wanted) in zip(points, wanted) {
      let off = upright(point, degrees) - wanted
      #expect(abs(off.x) < 1e-9 && abs(off.y) < 1e-9)
    }
  }

  @Test(arguments: [90, 180, 270]) func thumbnailOfTheBox(degrees: Int) throws {
    func pixels(_ degrees: Int, _ box: Box) throws -> [UInt8] {
      let jpeg = try withFile(lying(degrees).pgm(), named: "lying.pgm") { path in
        try Thumbnail(
          of: Photo(path: path), box: box, turned: degrees, size: 96, quality: 100
        ).jpeg
      }
      return try withFile(jpeg, named: "face.jpg") { try Photo(path: $0).level(reduction: 1).bytes }
    }
    let middle = SIMD2(249, 304)  // of a box of 225 px
    let lyingMiddle =
      switch degrees {
      case 90: SIMD2(304, 499 - 249)
      case 180: SIMD2(499 - 249, 599 - 304)
      default: SIMD2(599 - 304, 249)
      }
    func box(_ middle: SIMD2<Int>) -> Box {
      Box(x: middle.x - 112, y: middle.y - 112, width: 225, height: 225)
    }
    let wanted = try pixels(0, box(middle)), found = try pixels(degrees, box(lyingMiddle))
    let off = zip(wanted, found).map { abs(Int($0) - Int($1)) }.reduce(0, +)
    #expect(Double(off) / Double(wanted.count) < 1)
  }

  @Test func aTurnByAnotherAngleIsRefused() throws {
    try withFile(face.pgm(), named: "face.pgm") { path in
      let box = Box(x: 138, y: 193, width: 224, height: 224)
      #expect(throws: VisionError.self) {
        _ = try sharedPredictor().landmarks(in: Photo(path: path), box: box, turned: 45)
      }
    }
  }
}
