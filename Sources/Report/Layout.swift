/// A page's faces, sorted into sections: what is shown, in which order, and what is left out.
package struct Layout: Sendable {
  package var clusters: [ClusterSection]
  /// Faces that were not clustered and have no error, in input order.
  package var gallery: Shelf
  var reasons: [Reason]
  package var photos: Int
  /// The number of faces, including those that are only counted.
  package var faces: Int
  /// One summary per feature, over all faces.
  package var population: [Summary?]
  /// The order of the features on the page: those in which the clusters differ most come first.
  package var order: FeatureOrder
  /// Whether only some of the faces are pictured because there are too many.
  var isSample: Bool

  package init(_ page: Page) {
    let groups = Dictionary(grouping: page.faces.indices) { page.faces[$0].cluster }
    let counts = groups.map { $0.value.count + page.counted.group($0.key).count }
    let plan = ShelfPlan(counts: counts, limit: page.limit)
    isSample = page.limit == nil && counts.contains { $0 > plan.pictured }
    clusters = groups.keys.compactMap { $0 }.sorted().map { number in
      ClusterSection(number: number, members: groups[number] ?? [], page: page, plan: plan)
    }
    gallery = Shelf(groups[nil] ?? [], plan, unlisted: page.counted.group(nil).count)
    reasons = Reason.grouping(page.unclustered)
    var photos = page.counted.photos
    for face in page.faces { photos.insert(face.path.hashValue) }
    for failure in page.unclustered { photos.insert(failure.path.hashValue) }
    self.photos = photos.count
    faces = counts.reduce(0, +)
    let here = summaries(
      of: page.faces, at: page.faces.indices, features: page.features.count)
    population = page.counted.groups.values.reduce(here) { joined($0, $1.features) }
    order = FeatureOrder(clusters.map(\.features), count: page.features.count)
  }

  /// All faces in their lists.
  var shelves: [Shelf] { clusters.map(\.faces) + [gallery] }
}

/// A list of faces: those that are pictured, the rest, which are listed by name, and how many are
/// not on the page at all.
package struct Shelf: Sendable, Equatable {
  /// Indices into the page's faces.
  package var pictured: [Int]
  package var rest: [Int]
  package var unlisted: Int

  /// - Parameters:
  ///   - indices: the indices of the faces, in order.
  ///   - unlisted: the number of faces that the page does not hold.
  package init(_ indices: [Int], _ plan: ShelfPlan, unlisted: Int = 0) {
    pictured = Array(indices.prefix(max(plan.pictured, 0)))
    rest = Array(indices.dropFirst(pictured.count).prefix(plan.listed))
    self.unlisted = unlisted + indices.count - pictured.count - rest.count
  }

  package var all: [Int] { pictured + rest }
}

/// One cluster: its faces, the most typical first, and summaries of its features.
package struct ClusterSection: Sendable {
  package var number: Int
  /// The number of faces in the cluster.
  package var count: Int
  /// How many of these are borderline.
  package var borderline: Int
  /// How many would, in another photo, more probably move to another cluster than stay.
  package var moving: Int
  /// The expected number that would stay; nil if no face has a steadiness.
  package var staying: Double?
  /// Whether any of its faces has a distance to rank by.
  var isRanked: Bool
  /// Its faces, smallest distance first; those without a distance last, ties in input order.
  package var faces: Shelf
  /// One summary per feature, over all faces of the cluster.
  package var features: [Summary?]

  package init(number: Int, members: [Int], page: Page, plan: ShelfPlan) {
    let counted = page.counted.group(number)
    self.number = number
    count = members.count + counted.count
    borderline = members.count { isBorderline(page.faces[$0], in: page) } + counted.borderline
    moving = members.count { wouldMove(page.faces[$0]) } + counted.moving
    let shares = members.compactMap { page.faces[$0].steadiness }
    let sum = shares.reduce(0, +) + counted.steady.sum
    let known = shares.count + counted.steady.count
    staying = known == 0 ? nil : sum / Double(known) * Double(count)
    isRanked = members.contains { rank(page.faces[$0]) < .infinity }
    faces = Shelf(inOrder(members, of: page), plan, unlisted: counted.count)
    features = joined(
      summaries(of: page.faces, at: members, features: page.features.count), counted.features)
  }
}

/// What faces are ranked by within their cluster: the distance to the centre, or how badly they
/// fit.
private func rank(_ face: FaceCard) -> Double {
  face.distance ?? face.fit.map { 1 - $0 } ?? .infinity
}

/// Faces of one cluster, the most typical first; those without a distance last, ties in input
/// order.
func inOrder(_ members: [Int], of page: Page) -> [Int] {
  // Members are in input order, and the index breaks ties: sorting need not be stable.
  members.map { (index: $0, rank: rank(page.faces[$0])) }.sorted {
    $0.rank != $1.rank ? $0.rank < $1.rank : $0.index < $1.index
  }.map(\.index)
}

/// Whether a face is so near the border between two clusters that it could just as well belong to
/// the other.
func isBorderline(_ face: FaceCard, in page: Page) -> Bool {
  guard face.cluster != nil, let margin = face.margin else { return false }
  return margin < page.borderlineMargin
}

/// Whether another photo of the person would more probably fall into another cluster than stay.
func wouldMove(_ face: FaceCard) -> Bool {
  guard face.cluster != nil, let steadiness = face.steadiness else { return false }
  return steadiness < 0.5
}
