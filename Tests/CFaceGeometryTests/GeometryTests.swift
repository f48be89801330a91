import CFaceGeometry
import Testing

@Suite struct TurnTests {
  private func turn(_ points: [Double], onto targets: [Double]) -> face_turn {
    let count = points.count / 2
    return face_turn_onto(
      points, face_centre(points, count), targets, face_centre(targets, count), count)
  }

  @Test func meanOfPlaces() {
    let centre = face_centre([0, 0, 2, 0, 1, 6], 3)
    #expect(centre.x == 1 && centre.y == 2)
  }

  /// (x, y) to (5 - 2y, 1 + 2x): a quarter turn, doubled in size and moved.
  @Test func quarterTurn() {
    let found = turn([0, 0, 2, 0, 0, 2], onto: [5, 1, 5, 5, 1, 1])
    #expect(abs(found.cosine) < 1e-15 && abs(found.sine - 2) < 1e-15)
  }

  /// Targets that no similarity reaches exactly: a cross stretched to three times its width but not
  /// its height is best matched by one of twice the size.
  @Test func leastSquares() {
    let found = turn([-1, 0, 1, 0, 0, 1, 0, -1], onto: [-3, 0, 3, 0, 0, 1, 0, -1])
    #expect(found.cosine == 2 && found.sine == 0)
  }

  @Test func onePlaceHasNone() {
    #expect(!turn([3, 4, 3, 4], onto: [0, 0, 1, 1]).cosine.isFinite)
    #expect(!turn([], onto: []).cosine.isFinite)
  }
}

@Suite struct LevelTests {
  /// Its first pixel is the mean of columns 2 to 5 and of rows -1 to 2.
  private let level = face_level(reduction: 4, offset: face_place(x: 2, y: -1))

  @Test func centresOfPixels() {
    let full = face_from_level(level, face_place(x: 0, y: 0))
    #expect(full.x == 3.5 && full.y == 0.5)
    let back = face_on_level(level, full)
    #expect(back.x == 0 && back.y == 0)
  }

  @Test func edgesOfPixels() {
    let edge = face_edge_on_level(level, face_place(x: 6, y: -1))
    #expect(edge.x == 1 && edge.y == 0)
  }
}

@Suite struct QuarterTests {
  /// Five columns, three rows: the top left pixel goes to the top right, the bottom right and the
  /// bottom left.
  @Test(arguments: [(0, 0.0, 0.0), (90, 2, 0), (180, 4, 2), (270, 0, 4)])
  func topLeft(degrees: Int32, x: Double, y: Double) {
    let quarters = face_quarters(width: 5, height: 3, degrees: degrees)
    let turned = face_turned(quarters, face_place(x: 0, y: 0))
    #expect(turned.x == x && turned.y == y)
  }

  @Test(arguments: [0, 90, 180, 270]) func backAgain(degrees: Int32) {
    let quarters = face_quarters(width: 5, height: 3, degrees: degrees)
    let back = face_unturned(quarters, face_turned(quarters, face_place(x: 1.25, y: 2)))
    #expect(back.x == 1.25 && back.y == 2)
  }

  /// The first column without its last pixel becomes the first row without its first pixel, when
  /// rotated clockwise.
  @Test func boxes() {
    let quarters = face_quarters(width: 5, height: 3, degrees: 90)
    let box = face_box_unturned(quarters, face_box(left: 1, top: 0, right: 3, bottom: 1))
    #expect(box.left == 0 && box.top == 0 && box.right == 1 && box.bottom == 2)
  }
}

@Suite struct BoxTests {
  private let box = face_box(left: 0, top: 0, right: 4, bottom: 4)
  private let aside = face_box(left: 2, top: 0, right: 6, bottom: 4)
  private let below = face_box(left: 2, top: 2, right: 6, bottom: 6)
  private let apart = face_box(left: 5, top: 5, right: 7, bottom: 9)

  @Test func areas() {
    #expect(face_area(apart) == 8)
    #expect(face_shared_area(box, aside) == 8)
    #expect(face_shared_area(box, below) == 4)
    #expect(face_shared_area(box, apart) == 0)
  }

  @Test func overlaps() {
    #expect(face_overlap_of_union(box, aside) == 8.0 / 24)
    #expect(face_overlap_of_union(box, below) == 4.0 / 28)
    #expect(face_overlap_of_bounds(box, aside) == 8.0 / 24)
    #expect(face_overlap_of_bounds(box, below) == 4.0 / 36)
    #expect(face_overlap_of_smaller(box, below) == 0.25)
    #expect(face_overlap_of_smaller(below, apart) == 1.0 / 8)
  }

  @Test(arguments: [
    (0.1, 1.0, true), (1.0, 0.2, true), (0.2, 0.3, false), (4.0 / 36, 0.25, false),
  ])
  func eitherLimitIsEnough(ofBounds: Double, ofSmaller: Double, areOne: Bool) {
    let limits = face_overlap_limits(of_bounds: ofBounds, of_smaller: ofSmaller)
    #expect((face_boxes_are_one(box, below, limits) != 0) == areOne)
    #expect((face_boxes_are_one(below, box, limits) != 0) == areOne)
    #expect(face_boxes_are_one(box, apart, limits) == 0)
  }
}
