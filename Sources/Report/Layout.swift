/// A page's faces sorted into sections: what is shown, in which order, and what is left out.
struct Layout: Sendable {
  var clusters: [ClusterSection]
  /// Faces that were never clustered and have no error, in the order of the input; those shown, and how many there are.
  var gallery: [Int]
  var galleryCount: Int
  var reasons: [Reason]
  var photos: Int
  /// One a feature, over all faces.
  var population: [Summary?]

  init(_ page: Page) {
    let groups = Dictionary(grouping: page.faces.indices) { page.faces[$0].cluster }
    clusters = groups.keys.compactMap { $0 }.sorted().map { number in
      ClusterSection(number: number, members: groups[number] ?? [], page: page)
    }
    let loose = groups[nil] ?? []
    galleryCount = loose.count
    gallery = Array(loose.prefix(page.limit ?? loose.count))
    reasons = Reason.grouping(page.unclustered)
    photos = Set(page.faces.lazy.map(\.path)).union(page.unclustered.lazy.map(\.path)).count
    population = summaries(of: page.faces, at: page.faces.indices, features: page.features.count)
  }
}

/// One cluster: its faces from the most typical on, and how its features lie.
struct ClusterSection: Sendable {
  var number: Int
  /// How many faces the cluster has.
  var count: Int
  /// How many of all of them are borderline.
  var borderline: Int
  /// Indices of the faces to show, smallest distance first; those without a distance last, ties as they came.
  var shown: [Int]
  /// One a feature, over all faces of the cluster.
  var features: [Summary?]

  init(number: Int, members: [Int], page: Page) {
    self.number = number
    count = members.count
    borderline = members.count { isBorderline(page.faces[$0], in: page) }
    let distances = members.map { ($0, page.faces[$0].distance ?? .infinity) }
    // Members come in the order of the input, and the index breaks ties: sorting need not be stable.
    let ordered = distances.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }.map(\.0)
    shown = Array(ordered.prefix(page.limit ?? ordered.count))
    features = summaries(of: page.faces, at: members, features: page.features.count)
  }
}

/// Whether a face lies so near the border between two clusters that it could as well belong to the other.
func isBorderline(_ face: FaceCard, in page: Page) -> Bool {
  guard face.cluster != nil, let margin = face.margin else { return false }
  return margin < page.borderlineMargin
}
