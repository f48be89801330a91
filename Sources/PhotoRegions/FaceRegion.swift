import FaceGeometry

/// A face that somebody marked on a photo, and perhaps named.
public struct FaceRegion: Sendable, Equatable {
  /// Centre and size relative to the stored picture, before EXIF orientation: 0 … 1.
  public var centre, size: SIMD2<Double>
  public var name: String?

  public init(centre: SIMD2<Double>, size: SIMD2<Double>, name: String?) {
    (self.centre, self.size, self.name) = (centre, size, name)
  }

  /// Left, top, width and height on the upright photo, px.
  ///
  /// - Parameters:
  ///   - orientation: EXIF's, 1 … 8.
  ///   - photo: width and height of the upright photo, px.
  public func box(orientation: Int, photo: SIMD2<Double>) -> [Double] {
    let turn = Turn(orientation)
    let (centre, size) = (turn.upright(centre) * photo, turn.transposed(size) * photo)
    return [centre.x - size.x / 2, centre.y - size.y / 2, size.x, size.y]
  }

  /// The region of a box on the upright photo: the inverse of `box`.
  public init(box: [Double], orientation: Int, photo: SIMD2<Double>, name: String?) {
    let turn = Turn(orientation)
    let size = SIMD2(box[2], box[3]) / photo
    let centre = SIMD2(box[0], box[1]) / photo + size / 2
    self.init(centre: turn.stored(centre), size: turn.transposed(size), name: name)
  }
}

/// The regions of one photo.
public struct FaceRegions: Sendable, Equatable {
  public var regions: [FaceRegion]
  /// The size of the picture that the regions were drawn on, px, as stored; nil where it is not
  /// given.
  public var drawnOn: SIMD2<Double>?

  public init(_ regions: [FaceRegion], drawnOn: SIMD2<Double>?) {
    (self.regions, self.drawnOn) = (regions, drawnOn)
  }

  /// The regions of boxes on an upright photo, in the coordinates of the stored one.
  ///
  /// - Parameters:
  ///   - orientation: EXIF's, 1 … 8.
  ///   - photo: width and height of the upright photo, px.
  public init(
    _ faces: [(box: [Double], name: String?)], orientation: Int, photo: SIMD2<Double>
  ) {
    let regions = faces.map { face in
      FaceRegion(box: face.box, orientation: orientation, photo: photo, name: face.name)
    }
    self.init(regions, drawnOn: Turn(orientation).transposed(photo))
  }

  /// The orientation to use for the regions; nil where they were drawn on a picture of other
  /// proportions, which has since been cropped, so their positions are unknown.
  ///
  /// According to the guidelines, regions refer to the stored picture. Some programs refer to the
  /// upright one; the size that they give shows that.
  ///
  /// - Parameters:
  ///   - orientation: EXIF's, 1 … 8.
  ///   - photo: width and height of the upright photo, px.
  public func orientation(_ orientation: Int, photo: SIMD2<Double>) -> Int? {
    guard let drawnOn else { return orientation }
    let stored = Turn(orientation).transposed(photo)
    if areAlike(drawnOn, stored) { return orientation }
    return areAlike(drawnOn, photo) ? 1 : nil
  }
}

/// Whether two sizes have the same proportions, except for rounding.
private func areAlike(_ one: SIMD2<Double>, _ other: SIMD2<Double>) -> Bool {
  let ratio = one.x * other.y / (one.y * other.x)
  return abs(ratio - 1) < 0.01
}

/// What an EXIF orientation does to the stored picture: first it swaps the axes, then it flips
/// them.
struct Turn {
  private let swaps, flipsX, flipsY: Bool

  init(_ orientation: Int) {
    swaps = orientation >= 5
    flipsX = [2, 3, 6, 7].contains(orientation)
    flipsY = [3, 4, 7, 8].contains(orientation)
  }

  func transposed(_ size: SIMD2<Double>) -> SIMD2<Double> { swaps ? [size.y, size.x] : size }

  func upright(_ point: SIMD2<Double>) -> SIMD2<Double> {
    flipped(transposed(point))
  }

  func stored(_ point: SIMD2<Double>) -> SIMD2<Double> {
    transposed(flipped(point))
  }

  private func flipped(_ point: SIMD2<Double>) -> SIMD2<Double> {
    [flipsX ? 1 - point.x : point.x, flipsY ? 1 - point.y : point.y]
  }
}

/// Matches faces with regions.
///
/// A face and a region can match where they overlap by at least half of the smaller box; the pairs
/// with the largest intersection over union are matched first, and none is matched twice.
///
/// - Returns: for each face the index of its region; nil where it has none.
/// - Complexity: O(faces × regions), and sorting those that overlap.
public func matches(faces: [[Double]], regions: [[Double]]) -> [Int?] {
  var pairs: [(face: Int, region: Int, share: Double)] = []
  for (face, box) in faces.enumerated() {
    for (region, other) in regions.enumerated() {
      let share = overlap(box, other)
      guard share > 0.1, smallerShare(box, other) >= 0.5 else { continue }
      pairs.append((face, region, share))
    }
  }
  pairs.sort { ($1.share, $0.face, $0.region) < ($0.share, $1.face, $1.region) }
  var found: [Int?] = Array(repeating: nil, count: faces.count)
  var isTaken = Array(repeating: false, count: regions.count)
  for pair in pairs where found[pair.face] == nil && !isTaken[pair.region] {
    found[pair.face] = pair.region
    isTaken[pair.region] = true
  }
  return found
}

/// The intersection of two boxes as a share of the smaller one.
private func smallerShare(_ one: [Double], _ other: [Double]) -> Double {
  func shared(_ axis: Int) -> Double {
    max(
      0,
      min(one[axis] + one[axis + 2], other[axis] + other[axis + 2]) - max(one[axis], other[axis]))
  }
  let smaller = min(one[2] * one[3], other[2] * other[3])
  return smaller > 0 ? shared(0) * shared(1) / smaller : 0
}
