/// Writes a page piece by piece, so that it is never in memory as a whole. The same page and
/// pictures give the same bytes.
///
///     let writer = PageWriter(page)
///     try writer.write(
///       image: { index in thumbnail(of: page.faces[index]) }, to: { output.append($0) })
public struct PageWriter: Sendable {
  public let page: Page
  let layout: Layout

  /// - Complexity: O(faces × features + faces log faces).
  public init(_ page: Page) {
    self.page = page
    layout = Layout(page)
  }

  /// The faces that will be pictured, as indices into ``Page/faces``, in the order in which
  /// pictures will be asked for: a caller can make them ahead, in parallel.
  public var shownFaces: [Int] { layout.shelves.flatMap(\.pictured) }

  /// - Parameters:
  ///   - image: the picture of a face, by its index into ``Page/faces``; called once for each of
  ///     ``shownFaces``, in their order, when the face is first written. Not called where the
  ///     page's images are ``ImageMode/none``.
  ///   - sink: receives the pieces of the page, from a few bytes to the size of a picture.
  public func write(image: (Int) throws -> ImageSource, to sink: (String) throws -> Void) rethrows {
    func put(_ html: HTML) throws { try sink(html.text) }
    try put(Markup.head(page))
    try put(Markup.header(page, layout))
    var kept: [Int: ImageSource] = [:]
    if page.showsTable { kept = try putTable(image: image, put: put) }
    func picture(_ index: Int) throws -> ImageSource {
      try page.images == .none ? .none : kept.removeValue(forKey: index) ?? image(index)
    }
    try putOverview(put: put)
    try putClusters(image: picture, put: put)
    if !layout.gallery.all.isEmpty {
      try put(Markup.galleryStart(page, layout))
      try putFaces(layout.gallery, image: picture, put: put)
      try put(Markup.galleryEnd)
    }
    if !layout.reasons.isEmpty {
      try put(Markup.unclustered(layout.reasons, count: page.unclustered.count))
    }
    if let features = Markup.population(page, layout) { try put(features) }
    try put(Markup.footer(page))
  }

  /// The overview above the sections of the clusters.
  private func putOverview(put: (HTML) throws -> Void) rethrows {
    if !page.elbow.isEmpty { try put(Markup.elbow(page.elbow, verdict: page.verdict)) }
    if let averages = Markup.averages(page, layout) { try put(averages) }
    if let map = page.map, let drawing = MapDrawing(map) { try putMap(map, drawing, put: put) }
    guard !page.faces.isEmpty else { return }
    try put(
      Markup.find(hasClusters: !layout.clusters.isEmpty, hasSteadiness: page.hasSteadiness))
  }

  /// The groups side by side. Returns the pictures, which are needed again in the lists below.
  private func putTable(
    image: (Int) throws -> ImageSource, put: (HTML) throws -> Void
  ) rethrows -> [Int: ImageSource] {
    var kept: [Int: ImageSource] = [:]
    func putRow(_ head: HTML, _ shelf: Shelf) throws {
      try put(head)
      for index in shelf.pictured {
        let source = page.images == .none ? ImageSource.none : try image(index)
        kept[index] = source
        try put(Markup.tableFace(page.faces[index], index: index, source, page))
      }
      try put(Markup.tableRowEnd(shelf))
    }
    try put(Markup.tableStart(page))
    for section in layout.clusters {
      try putRow(Markup.tableRow(section, page), section.faces)
    }
    if !layout.gallery.all.isEmpty {
      try putRow(Markup.tableRow(layout.gallery, page), layout.gallery)
    }
    try put(Markup.tableEnd)
    return kept
  }

  private func putClusters(
    image: (Int) throws -> ImageSource, put: (HTML) throws -> Void
  ) rethrows {
    let bar = SpreadBar(fitting: differences)
    for section in layout.clusters {
      let signature = Signature(
        of: section.features, against: layout.population, features: page.features)
      try put(Markup.clusterStart(section, signature, page, layout))
      try putFaces(section.faces, image: image, put: put)
      let isFirst = section.number == layout.clusters[0].number
      let table = Markup.featureTable(section, signature, page, layout, bar, explained: isFirst)
      if let table { try put(table) }
      try put(Markup.clusterEnd)
    }
  }

  private func putFaces(
    _ shelf: Shelf, image: (Int) throws -> ImageSource, put: (HTML) throws -> Void
  ) rethrows {
    try put(Markup.facesStart)
    for index in shelf.pictured {
      let source = try image(index)
      try put(Markup.face(page.faces[index], index: index, source, page, layout.order))
    }
    try put(Markup.facesEnd)
    guard !shelf.rest.isEmpty else { return }
    try put(Markup.restStart(count: shelf.rest.count))
    for index in shelf.rest { try put(Markup.listedFace(page.faces[index], index: index, page)) }
    try put(Markup.restEnd(unlisted: shelf.unlisted))
  }

  private func putMap(_ map: FaceMap, _ drawing: MapDrawing, put: (HTML) throws -> Void) rethrows {
    try put(Markup.mapStart(map, layout))
    for section in layout.clusters {
      let mark = ClusterMark(number: section.number)
      try put(
        Markup.mapMarks(drawing, section.faces.all, mark: mark, list: "cluster\(section.number)"))
    }
    if !layout.gallery.all.isEmpty {
      try put(Markup.mapMarks(drawing, layout.gallery.all, mark: .none, list: "unplaced"))
    }
    try put(Markup.mapEnd)
  }

  /// How far each cluster's features are from those of all faces, in standard deviations.
  private var differences: [Double] {
    layout.clusters.flatMap { section in
      zip(section.features, layout.population).compactMap { standardized($0, against: $1) }
    }
  }
}

/// The difference of two means in standard deviations of the population; nil if that has no spread.
package func standardized(_ part: Summary?, against all: Summary?) -> Double? {
  guard let part, let all, all.deviation > 0 else { return nil }
  return (part.mean - all.mean) / all.deviation
}
