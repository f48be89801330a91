import FaceGeometry
import LandmarkRecords
import RecordReading
import Records
import Testing

private let fields = ["landmarks", "lobe"]

private func failure(_ line: String, _ body: (Record) throws -> some Any) throws -> String {
  try kind { try reading(line, fields, body) }
}

/// A record of 68 points (i, 2 i), moved.
private func line(
  count: Int = 68, by scale: Double = 1, _ x: Double = 0, _ y: Double = 0
) -> String {
  let points = (0..<count).map { "[\(Double($0) * scale + x),\(Double(2 * $0) * scale + y)]" }
  return #"{"landmarks":[\#(points.joined(separator: ","))]}"#
}

struct RecordLandmarksTests {
  @Test func theyAreReadInTheirOrder() throws {
    let landmarks = try reading(line(), fields) { try $0.landmarks() }
    #expect(landmarks.points.count == 68)
    #expect(landmarks[67] == [67, 134])
  }

  @Test(arguments: [
    (#"{}"#, "no-landmarks"), (#"{"landmarks":null}"#, "no-landmarks"),
    (#"{"landmarks":""}"#, "no-landmarks"), (#"{"landmarks":7}"#, "bad-landmarks"),
    (#"{"landmarks":[[1,2]]}"#, "bad-landmarks"), (#"{"landmarks":[1,2]}"#, "bad-landmarks"),
    (line(count: 67), "bad-landmarks"), (line(count: 69), "bad-landmarks"),
    (line(by: 1e8), "bad-landmarks"), (line(), "none"),
  ])
  func whatIsNoFaceSaysSo(line: String, expected: String) throws {
    #expect(try failure(line) { try $0.landmarks() } == expected)
  }

  /// The points reach from (0, 0) to (67, 134) before they are moved; the photo is 100 × 100.
  @Test(arguments: [
    (line(), "none"), (line(by: 1, 99, 0), "none"), (line(by: 1, 100, 0), "bad-landmarks"),
    (line(by: 1, -68, 0), "bad-landmarks"), (line(by: 1, -67, 0), "none"),
    (line(by: 1, 0, 100), "bad-landmarks"), (line(by: 0, 50, 50), "degenerate"),
    (line(by: 0.99 / 67, 50, 50), "degenerate"), (line(by: 1.01 / 67, 50, 50), "none"),
    (line(by: 1e6 / 67), "degenerate"),
  ])
  func onAPhoto(line: String, expected: String) throws {
    #expect(try failure(line) { try $0.landmarks(onPhotoOf: [100, 100]) } == expected)
  }
}

struct RecordPointsTests {
  @Test func pointsOfAnotherField() throws {
    let points = try reading(#"{"lobe":[[1,2],[3.5,-4]]}"#, fields) { try $0.points("lobe") }
    #expect(points == [[1, 2], [3.5, -4]])
    #expect(try reading(#"{}"#, fields) { try $0.points("lobe") } == nil)
    #expect(try reading(#"{"lobe":null}"#, fields) { try $0.points("lobe") } == nil)
  }

  @Test(arguments: [
    #"{"lobe":7}"#, #"{"lobe":[1,2]}"#, #"{"lobe":[[1,2,3]]}"#, #"{"lobe":{"a":[1,2]}}"#,
    #"{"lobe":[[1,2],[3]]}"#, #"{"lobe":[[1,1e9]]}"#,
  ])
  func whatIsNoPoints(line: String) throws {
    #expect(try failure(line) { try $0.points("lobe") } == "bad-landmarks")
  }
}
