import FaceGeometry
import Filter
import Glibc
import PhotoStages
import RecordReading
import Testing
import Vision

/// A uniformly gray photo of 60 × 40 px or another size.
func withPhoto<Value>(
  _ width: Int = 60, _ height: Int = 40, named name: String = "photo.pgm",
  _ body: (String) throws -> Value
) throws -> Value {
  var folder = Array("/tmp/photos.XXXXXX".utf8CString)
  #expect(mkdtemp(&folder) != nil)
  let parent = String(decoding: folder.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let path = "\(parent)/\(name)"
  try writePhoto(path, width, height)
  defer {
    for name in [name, "photo.tem"] { unlink("\(parent)/\(name)") }
    rmdir(parent)
  }
  return try body(path)
}

func writePhoto(_ path: String, _ width: Int, _ height: Int) throws {
  let pixels = [UInt8](repeating: 128, count: width * height)
  try writeFile(path, Array("P5 \(width) \(height) 255\n".utf8) + pixels)
}

struct PhotoCacheTests {
  @Test func aPhotoIsOfTheSizeThatItsRecordTells() throws {
    try withPhoto { path in
      let photos = PhotoCache(.inThisProcess)
      func opened(_ path: String, _ size: SIMD2<Double>?) throws -> String {
        try kind { try photos.photo(at: path, expectedSize: size, takesDamaged: false) }
      }
      let kinds = try [
        opened(path, [60, 40]), opened(path, [40, 60]), opened(path, nil), opened("a\0b", nil),
        opened(path + "x", nil),
      ]
      #expect(kinds == ["none", "changed", "none", "unreadable", "unreadable"])
    }
  }

  @Test func aPathThatComesAgainMayNameAnotherPicture() throws {
    try withPhoto { path in
      let photos = PhotoCache(.inThisProcess)
      func opened(takesDamaged: Bool = false) throws -> Photo {
        try photos.photo(at: path, expectedSize: nil, takesDamaged: takesDamaged)
      }
      let first = try opened()
      #expect(try opened() === first)
      let other = try opened(takesDamaged: true)
      #expect(other !== first)
      try writePhoto(path, 30, 20)
      #expect(try opened().width == 30)
    }
  }
}

struct BoxTests {
  /// The photo is 60 × 40.
  @Test(arguments: [
    ([0.0, 0, 60, 40], "none"), ([-10, -10, 12, 12], "none"), ([59.4, 39, 5, 5], "none"),
    ([1, 2, 3], "bad-box"), ([0, 0, 1, 9], "bad-box"), ([60, 0, 9, 9], "bad-box"),
    ([0, 40, 9, 9], "bad-box"), ([-9, 0, 9, 9], "bad-box"), ([0, 0, 1e6, 9], "bad-box"),
    ([.nan, 0, 9, 9], "bad-box"),
  ])
  func aBoxLiesOnItsPhoto(numbers: [Double], expected: String) throws {
    try withPhoto { path in
      let photo = try Photo(path: path)
      #expect(try kind { try Box(numbers: numbers, on: photo) } == expected)
    }
  }

  @Test func withoutABoxThePointsTell() throws {
    let landmarks = try #require(Landmarks((0..<68).map { SIMD2(Double($0), 10 + Double($0 / 2)) }))
    try withPhoto { path in
      let photo = try Photo(path: path)
      let points = CompactLandmarks(landmarks)
      #expect(
        Box(numbers: [1, 2, 3, 4], around: points, on: photo)
          == Box(x: 1, y: 2, width: 3, height: 4))
      #expect(
        Box(numbers: [1, 2], around: points, on: photo) == Box(x: 0, y: 10, width: 67, height: 33))
      #expect(
        Box(numbers: nil, around: nil, on: photo) == Box(x: 0, y: 0, width: 60, height: 40))
    }
  }
}

struct StageTests {
  private func processed(
    _ line: String, fields: [String], _ work: @escaping PhotoWork
  ) -> Processed {
    PhotoStage(
      program: "fc-test", fields: fields, owned: fields, dropsErrors: false,
      decoders: .inThisProcess, work: work
    )
    .process(.record(Array(line.utf8), location: "stdin:1"))
  }

  @Test func aPhotoWithoutAFaceIsAnAnswer() throws {
    try withPhoto { path in
      let detection = Detection(DetectionOptions())
      let result = processed(#"{"path":"\#(path)"}"#, fields: Detection.fields) { photo, output in
        try detection.eachFace(of: photo, into: &output)
      }
      #expect(result.failures.map(\.kind) == ["no-face"])
      #expect(result.failures.map(\.isExpected) == [true])
      let text = String(decoding: result.text.bytes, as: UTF8.self)
      #expect(text.contains(#""width":60,"height":40,"error":{"stage":"fc-test""#))
    }
  }

  /// The record's landmarks must form a face on the photo, which is 60 × 40.
  @Test(arguments: [(1.0, 0.0, "none"), (1, 60, "bad-landmarks"), (0.001, 9, "degenerate")])
  func landmarksOnTheirPhoto(scale: Double, shift: Double, expected: String) throws {
    let points = (0..<68).map { "[\(Double($0) * scale + shift),\(Double($0) * scale)]" }
    try withPhoto { path in
      let line = #"{"path":"\#(path)","landmarks":[\#(points.joined(separator: ","))]}"#
      let result = processed(line, fields: ["landmarks"]) { photo, output in
        _ = try photo.landmarks()
        output.write(photo.record)
      }
      #expect(result.failures.map(\.kind) == (expected == "none" ? [] : [expected]))
    }
  }

  /// No photo is opened if there is nothing to find on it.
  @Test func withoutLandmarksNoPhotoIsOpened() {
    let result = processed(#"{"path":"/nowhere"}"#, fields: ["landmarks"]) { photo, _ in
      _ = try photo.landmarks()
    }
    #expect(result.failures.map(\.kind) == ["no-landmarks"])
  }
}

struct PlacedPointsTests {
  private func points(_ placed: PlacedPoints, _ line: String) throws -> [SIMD2<Double>] {
    try reading(line, ["path", "hand"]) { try placed.points(of: $0) }
  }

  @Test(arguments: [
    (#"{"hand":[[1,2],[3,4]]}"#, "none"), (#"{}"#, "no-points"), (#"{"hand":[1,2]}"#, "bad-points"),
    (#"{"hand":[[1e6,2]]}"#, "bad-points"), (#"{"hand":{"a":[1,2]}}"#, "bad-points"),
  ])
  func pointsOfAField(line: String, expected: String) throws {
    #expect(try kind { try points(.field("hand"), line) } == expected)
  }

  @Test func pointsOfATemplateBesideThePhoto() throws {
    try withPhoto { path in
      let template = path.dropLast(3) + "tem"
      let line = #"{"path":"\#(path)"}"#
      #expect(try kind { try points(.template(nil), line) } == "no-points")
      try writeFile(String(template), Array("3\n1\t2\n3\t4\n5.5\t-6\n1\n0\n".utf8))
      #expect(try points(.template(nil), line) == [[1, 2], [3, 4], [5.5, -6]])
      #expect(try points(.template(1..<3), line) == [[3, 4], [5.5, -6]])
      #expect(try kind { try points(.template(1..<4), line) } == "bad-points")
      for text in ["", "x\n", "3\n1 2\n", "1\n1\n", "1\n1 nan\n", "-1\n", "99999\n"] {
        try writeFile(String(template), Array(text.utf8))
        #expect(try kind { try points(.template(nil), line) } == "bad-points", "\(text)")
      }
    }
  }
}

/// A face of an average.
private struct Face: AveragedFace {
  var path = "a.jpg"
  var landmarks: CompactLandmarks?
  var cluster: Int?
  var photoSize: SIMD2<Double>?
  var isOfDamagedPhoto = false
}

struct AveragePlanTests {
  private func face(
    scale: Double, shift: Double, cluster: Int?, isPoint: Bool = false
  ) throws -> Face {
    let points = (0..<68).map { index in
      isPoint
        ? SIMD2(5.0, 5.0)
        : SIMD2(Double(index * 37 % 101), Double(index * 53 % 97)) * scale + shift
    }
    let landmarks = try #require(Landmarks(points))
    return Face(landmarks: CompactLandmarks(landmarks), cluster: cluster)
  }

  @Test func facesByCluster() throws {
    let faces = [
      try face(scale: 1, shift: 0, cluster: 7), try face(scale: 2, shift: 30, cluster: nil),
      Face(cluster: 7), try face(scale: 1, shift: 0, cluster: 7, isPoint: true),
      try face(scale: 3, shift: -5, cluster: 2), try face(scale: 1, shift: 9, cluster: 7),
    ]
    let plan = try #require(AveragePlan(faces, size: 100))
    #expect(plan.whole.members == [0, 1, 4, 5])
    #expect(plan.clusters.map(\.number) == [2, 7])
    #expect(plan.clusters.map(\.group.members) == [[4], [0, 5]])
    // One shape at many positions and sizes: all averages coincide.
    for cluster in plan.clusters {
      for (point, wanted) in zip(cluster.group.shape.points, plan.whole.shape.points) {
        #expect((point - wanted).max().magnitude < 1e-3)
      }
    }
  }

  @Test func nothingToAverage() throws {
    #expect(AveragePlan([], size: 100) == nil)
    let point = try face(scale: 1, shift: 0, cluster: 1, isPoint: true)
    #expect(AveragePlan([Face(cluster: 1), point], size: 100) == nil)
  }
}
