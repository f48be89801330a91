import FaceGeometry
import Testing

/// 68 points of which only the eyes matter here: the points around each eye have these centres.
private func face(left: SIMD2<Double>, right: SIMD2<Double>) throws -> Landmarks {
  var points = [SIMD2<Double>](repeating: .zero, count: 68)
  for index in 36..<42 { points[index] = left + (index % 2 == 0 ? [3, 1] : [-3, -1]) }
  for index in 42..<48 { points[index] = right + (index % 2 == 0 ? [3, 1] : [-3, -1]) }
  return try #require(Landmarks(points))
}

private func near(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Bool {
  abs(a.x - b.x) < 1e-9 && abs(a.y - b.y) < 1e-9
}

@Suite struct UprightFrameTests {
  /// Eyes 128 px apart, level: one px of the frame is two of the photo.
  @Test func levelFace() throws {
    let frame = try #require(UprightFrame(landmarks: face(left: [100, 300], right: [228, 300])))
    #expect(near(frame.fromPhoto([100, 300]), [95.5, 232]))
    #expect(near(frame.fromPhoto([228, 300]), [159.5, 232]))
    #expect(near(frame.fromPhoto([164, 400]), [127.5, 282]))
    #expect(abs(frame.inEyeDistances(64) - 0.5) < 1e-12)
  }

  /// The photo is rotated by a quarter: the right eye is below the left one, the chin on the left.
  @Test func turnedFace() throws {
    let frame = try #require(UprightFrame(landmarks: face(left: [300, 100], right: [300, 164])))
    #expect(near(frame.fromPhoto([290, 132]), [127.5, 242]))
    let back = frame.fromPhoto.inverse
    #expect(near(back(frame.fromPhoto([17, -5])), [17, -5]))
  }

  @Test func noFace() throws {
    #expect(try UprightFrame(landmarks: face(left: [5, 5], right: [5, 5])) == nil)
  }

  @Test func aMirrorKeepsTheEyes() throws {
    #expect(near(UprightFrame.mirrored([95.5, 232]), [159.5, 232]))
    #expect(near(UprightFrame.mirrored([0, 7]), [255, 7]))
    let pairs = try #require(MirrorPairs(partners: [1, 0, 2]))
    let points: [SIMD2<Double>] = [[10, 1], [240, 2], [127.5, 3]]
    #expect(UprightFrame.mirrored(points, pairs) == [[15, 2], [245, 1], [127.5, 3]])
  }
}

@Suite struct MirrorPairsTests {
  @Test func partnersAreMutual() {
    #expect(MirrorPairs(partners: [2, 1, 0]) != nil)
    #expect(MirrorPairs(partners: [1, 2, 0]) == nil)
    #expect(MirrorPairs(partners: [3]) == nil)
    #expect(MirrorPairs(partners: [-1]) == nil)
  }

  /// Two pairs on either side and a point near the axis, each up to a few px off.
  @Test func found() {
    let mean: [SIMD2<Double>] = [[60, 100], [40, 200], [129, 90], [217, 203], [193, 98]]
    #expect(MirrorPairs(of: mean)?.partners == [4, 3, 2, 1, 0])
  }

  /// Points 2 px apart on both sides: the mirror image of the second lies nearest to the first's
  /// partner, which is taken.
  @Test func crowded() {
    let mean: [SIMD2<Double>] = [[60, 100], [62, 100], [195, 100], [196, 100]]
    #expect(MirrorPairs(of: mean)?.partners == [2, 3, 0, 1])
  }

  /// Corners of the eyes and of the mouth, brows, a lower lid, and the chin.
  @Test func landmarks() {
    let partners = MirrorPairs.landmarks.partners
    #expect(MirrorPairs(partners: partners) == .landmarks)
    let some = [36, 39, 41, 48, 60, 17, 31, 56, 0].map { partners[$0] }
    #expect(some == [45, 42, 46, 54, 64, 26, 35, 58, 16])
    let own = partners.indices.filter { partners[$0] == $0 }
    #expect(own == [8, 27, 28, 29, 30, 33, 51, 57, 62, 66])
  }

  /// A scar on one cheek has no partner, and two points must not share a partner.
  @Test func notFound() {
    #expect(MirrorPairs(of: [[60, 100], [70, 110]]) == nil)
    #expect(MirrorPairs(of: [[60, 100], [62, 100], [195, 100]]) == nil)
  }
}

@Suite struct SimilarityWaysTests {
  @Test func thereAndBack() {
    // A quarter turn that doubles, and a shift.
    let map = Similarity(turn: [0, 2], shift: [10, 20])
    #expect(map([1, 0]) == [10, 22])
    #expect(map.scale == 2)
    #expect(near(map.inverse([10, 22]), [1, 0]))
    #expect(near(map.then(map.inverse)([3, 4]), [3, 4]))
    #expect(near(map.then(Similarity(shift: [1, 1]))([1, 0]), [11, 23]))
  }
}
