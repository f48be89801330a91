import FaceGeometry
import Testing

struct LandmarksTests {
  private let plain = (0..<68).map { SIMD2(Double($0), Double(2 * $0)) }

  @Test func thereAreJust68() {
    #expect(Landmarks(plain) != nil)
    #expect(Landmarks(Array(plain.dropLast())) == nil)
    #expect(Landmarks(plain + [[0, 0]]) == nil)
    #expect(Landmarks([]) == nil)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e9, -1e300])
  func aCoordinateIsOneThatAPhotoCouldHave(number: Double) {
    var points = plain
    points[67].y = number
    #expect(Landmarks(points) == nil)
    let flat = points.flatMap { [$0.x, $0.y] }
    #expect(flat.withUnsafeBufferPointer { Landmarks(flat: $0) } == nil)
  }

  @Test func flatNumbersAreTheSamePoints() throws {
    let landmarks = try #require(Landmarks(plain))
    #expect(landmarks.flat.prefix(6) == [0, 0, 1, 2, 2, 4])
    #expect(landmarks.flat.withUnsafeBufferPointer { Landmarks(flat: $0) } == landmarks)
    #expect(Landmarks(CompactLandmarks(landmarks)) == landmarks)
  }

  @Test func boundsAndExtent() throws {
    let landmarks = try #require(Landmarks(plain))
    #expect(landmarks.bounds.low == [0, 0] && landmarks.bounds.high == [67, 134])
    #expect(landmarks.hasExtent)
    #expect(try !#require(landmarks.map { _ in [7, 7] }).hasExtent)
    #expect(landmarks.map { $0 * 1e8 } == nil)
  }

  /// The left eye is points 36 to 41, the right one 42 to 47: means 38.5 and 44.5.
  @Test func eyeCentres() throws {
    let eyes = try #require(Landmarks(plain)).eyeCentres
    #expect(eyes.left == [38.5, 77] && eyes.right == [44.5, 89])
  }
}

struct CropFrameTests {
  /// 100 wide, 60 high: the side is 145, its middle 14.5 above the points' middle.
  @Test func aMarginWithMoreRoomAbove() throws {
    let frame = try #require(CropFrame(low: [10, 20], high: [110, 80]))
    #expect(abs(frame.side - 145) < 1e-12)
    #expect(frame.centre.x == 60 && abs(frame.centre.y - 35.5) < 1e-12)
  }

  @Test func nothingAroundAPoint() {
    #expect(CropFrame(low: [5, 5], high: [5, 5]) == nil)
    #expect(CropFrame(low: [0, 0], high: [.infinity, 5]) == nil)
    #expect(CropFrame(low: [.nan, 0], high: [1, 5]) == nil)
    #expect(CropFrame(low: [0, .nan], high: [1, 5]) == nil)
  }
}
