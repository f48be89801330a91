/// A page's faces sorted into sections: what is shown, in which order, and what is left out.
package struct Layout: Sendable {
  package var clusters: [ClusterSection]
  /// Faces that were never clustered and have no error, in the order of the input.
  package var gallery: Shelf
  var reasons: [Reason]
  package var photos: Int
  /// One a feature, over all faces.
  package var population: [Summary?]
  /// The features in the order in which the page has them, those in which the clusters differ most
  /// first.
  package var order: FeatureOrder
  /// Whether only some faces are pictured because there are many.
  var isSample: Bool

  /// More faces than this, and a page pictures a sample: it must open, and answer, at once.
  package static let mostPictured = 5000
  /// More names than this would not be read.
  package static let mostListed = 20_000

  package init(_ page: Page) {
    let groups = Dictionary(grouping: page.faces.indices) { page.faces[$0].cluster }
    let counts = groups.values.map(\.count)
    let pictured = page.limit ?? Self.share(of: Self.mostPictured, counts)
    let listed = Self.share(of: Self.mostListed, counts.map { max(0, $0 - pictured) })
    isSample = page.limit == nil && counts.contains { $0 > pictured }
    clusters = groups.keys.compactMap { $0 }.sorted().map { number in
      ClusterSection(
        number: number, members: groups[number] ?? [], page: page, pictured: pictured,
        listed: listed)
    }
    gallery = Shelf(groups[nil] ?? [], pictured: pictured, listed: listed)
    reasons = Reason.grouping(page.unclustered)
    photos = Set(page.faces.lazy.map(\.path)).union(page.unclustered.lazy.map(\.path)).count
    population = summaries(of: page.faces, at: page.faces.indices, features: page.features.count)
    order = FeatureOrder(clusters.map(\.features), count: page.features.count)
  }

  /// How many faces each group may have for all to be at most a number, the small groups whole; one
  /// at least.
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

  /// All faces in their lists.
  var shelves: [Shelf] { clusters.map(\.faces) + [gallery] }
}

/// Some faces in their order: those that are pictured, the rest, which are listed by name, and how
/// many are not there at all.
package struct Shelf: Sendable, Equatable {
  /// Indices into the page's faces.
  package var pictured: [Int]
  package var rest: [Int]
  package var unlisted: Int

  /// - Parameters: the most of each; `pictured` nil pictures all.
  package init(_ indices: [Int], pictured most: Int?, listed: Int = .max) {
    let cut = min(max(most ?? indices.count, 0), indices.count)
    pictured = Array(indices.prefix(cut))
    rest = Array(indices.dropFirst(cut).prefix(listed))
    unlisted = indices.count - pictured.count - rest.count
  }

  package var all: [Int] { pictured + rest }
}

/// One cluster: its faces from the most typical on, and how its features lie.
package struct ClusterSection: Sendable {
  package var number: Int
  /// How many faces the cluster has.
  package var count: Int
  /// How many of all of them are borderline.
  package var borderline: Int
  /// How many would more probably move to another cluster in another photo than stay.
  package var moving: Int
  /// How many would stay; nil where no face tells its steadiness.
  package var staying: Double?
  /// Whether any of its faces has a distance to go by.
  var isRanked: Bool
  /// Its faces, smallest distance first; those without a distance last, ties as they came.
  package var faces: Shelf
  /// One a feature, over all faces of the cluster.
  package var features: [Summary?]

  package init(number: Int, members: [Int], page: Page, pictured: Int?, listed: Int = .max) {
    self.number = number
    count = members.count
    borderline = members.count { isBorderline(page.faces[$0], in: page) }
    moving = members.count { wouldMove(page.faces[$0]) }
    let shares = members.compactMap { page.faces[$0].steadiness }
    let mean = shares.reduce(0, +) / Double(max(1, shares.count))
    staying = shares.isEmpty ? nil : mean * Double(members.count)
    let distances = members.map { index in
      let face = page.faces[index]
      return (index, face.distance ?? face.fit.map { 1 - $0 } ?? .infinity)
    }
    isRanked = distances.contains { $0.1 < .infinity }
    // Members come in the order of the input, and the index breaks ties: sorting need not be
    // stable.
    let ordered = distances.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }.map(\.0)
    faces = Shelf(ordered, pictured: pictured, listed: listed)
    features = summaries(of: page.faces, at: members, features: page.features.count)
  }
}

/// Whether a face lies so near the border between two clusters that it could as well belong to the
/// other.
func isBorderline(_ face: FaceCard, in page: Page) -> Bool {
  guard face.cluster != nil, let margin = face.margin else { return false }
  return margin < page.borderlineMargin
}

/// Whether another photo of the person would more probably fall into another cluster.
func wouldMove(_ face: FaceCard) -> Bool {
  guard face.cluster != nil, let steadiness = face.steadiness else { return false }
  return steadiness < 0.5
}
