/// Faces that a page counts but does not hold: of a million faces, only those that a page can show
/// are kept in memory; for the others there are only figures.
public struct CountedFaces: Sendable {
  /// The faces of one group.
  struct Group: Sendable {
    var count = 0
    var borderline = 0
    var moving = 0
    /// The values of the faces with a known steadiness.
    var steady = (count: 0, sum: 0.0)
    var features: [RunningSummary] = []
  }

  /// By cluster; nil for faces without one.
  private(set) var groups: [Int?: Group] = [:]
  /// One hash per photo, which is enough to count photos.
  private(set) var photos: Set<Int> = []

  public var isEmpty: Bool { groups.isEmpty }

  func group(_ cluster: Int?) -> Group { groups[cluster] ?? Group() }

  mutating func add(_ face: FaceCard, of page: Page) {
    photos.insert(face.path.hashValue)
    groups[face.cluster, default: Group()].add(face, of: page)
  }
}

extension CountedFaces.Group {
  fileprivate mutating func add(_ face: FaceCard, of page: Page) {
    count += 1
    if isBorderline(face, in: page) { borderline += 1 }
    if wouldMove(face) { moving += 1 }
    if let steadiness = face.steadiness {
      steady.count += 1
      steady.sum += steadiness
    }
    while features.count < face.features.count { features.append(RunningSummary()) }
    for (index, value) in face.features.enumerated() where value.isFinite {
      features[index].add(Double(value))
    }
  }
}

/// Mean and spread of numbers added one by one (Welford 1962).
struct RunningSummary: Sendable {
  private(set) var count = 0
  private var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let before = value - mean
    mean += before / Double(count)
    squares += before * (value - mean)
  }

  var summary: Summary? {
    guard count > 0 else { return nil }
    return Summary(count: count, mean: mean, deviation: (squares / Double(count)).squareRoot())
  }
}

extension Summary {
  /// The summary of both parts together (Chan, Golub and LeVeque 1979).
  func joined(with other: Summary) -> Summary {
    let (a, b) = (Double(count), Double(other.count))
    let difference = other.mean - mean
    let squares =
      a * deviation * deviation + b * other.deviation * other.deviation
      + difference * difference * a * b / (a + b)
    return Summary(
      count: count + other.count, mean: mean + difference * b / (a + b),
      deviation: (squares / (a + b)).squareRoot())
  }
}

/// One summary per feature, of both parts together.
func joined(_ some: [Summary?], _ others: [RunningSummary]) -> [Summary?] {
  some.indices.map { index in
    guard index < others.count, let other = others[index].summary else { return some[index] }
    return some[index]?.joined(with: other) ?? other
  }
}

extension Page {
  /// Leaves out, and counts, the faces that the page would not even list if there were no more to
  /// come. The rest stay in input order. Later faces can only displace more, so the page is the
  /// same as if all had been kept to the end, except for its averages and its map, which show only
  /// the faces that stay.
  ///
  /// - Returns: the indices of the faces that stay, ascending, and the other faces; nil where all
  ///   stay.
  /// - Complexity: O(faces log faces).
  public mutating func leaveOutUnlisted() -> (stay: [Int], left: [FaceCard])? {
    let groups = Dictionary(grouping: faces.indices) { faces[$0].cluster }
    let plan = ShelfPlan(
      counts: groups.map { $0.value.count + counted.group($0.key).count }, limit: limit)
    let stay = groups.values.flatMap { members in
      members.count <= plan.most ? members[...] : inOrder(members, of: self).prefix(plan.most)
    }.sorted()
    guard stay.count < faces.count else { return nil }
    let staying = Set(stay)
    let left = faces.indices.filter { !staying.contains($0) }.map { faces[$0] }
    // Taken out of the page while it is changed, so that it need not be copied.
    var tally = counted
    counted = CountedFaces()
    for face in left { tally.add(face, of: self) }
    counted = tally
    faces = stay.map { faces[$0] }
    return (stay, left)
  }
}

/// How many faces of each group a page pictures, and how many more it lists by name.
package struct ShelfPlan: Sendable, Equatable {
  package var pictured: Int
  package var listed: Int

  /// With more faces than this, a page pictures only a sample, so that it opens and responds
  /// quickly.
  package static let mostPictured = 5000
  /// Nobody would read more names than this.
  package static let mostListed = 20_000

  package init(counts: [Int], limit: Int?) {
    let pictured = limit ?? Self.share(of: Self.mostPictured, counts)
    self.pictured = pictured
    listed = Self.share(of: Self.mostListed, counts.map { max(0, $0 - pictured) })
  }

  /// The maximum number of faces of one group on the page.
  package var most: Int {
    let (sum, isBeyond) = pictured.addingReportingOverflow(listed)
    return isBeyond ? .max : sum
  }

  /// The number of faces to show of each group so that there are at most `most` in all: small
  /// groups are shown in full, and every group has at least one.
  ///
  /// - Complexity: O(groups log groups).
  package static func share(of most: Int, _ counts: [Int]) -> Int {
    var (left, groups) = (most, counts.count)
    for count in counts.sorted() {
      guard count * groups > left else {
        left -= count
        groups -= 1
        continue
      }
      return max(1, left / groups)
    }
    return counts.max() ?? 1
  }
}
