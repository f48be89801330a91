/// Writes a page piece by piece, so that it is never in memory as a whole.
///
///     let writer = PageWriter(page)
///     try writer.write(image: { index in thumbnail(of: page.faces[index]) }, to: { output.append($0) })
///
/// The same page and pictures give the same bytes.
public struct PageWriter: Sendable {
  public let page: Page
  let layout: Layout

  /// - Complexity: O(faces × features + faces log faces).
  public init(_ page: Page) {
    self.page = page
    layout = Layout(page)
  }

  /// The faces that will be shown, as indices into ``Page/faces``, in the order in which pictures will be asked for:
  /// a caller can make them ahead, in parallel.
  public var shownFaces: [Int] {
    layout.clusters.flatMap(\.shown) + layout.gallery
  }

  /// - Parameters:
  ///   - image: the picture of a face, by its index into ``Page/faces``; called once for each of ``shownFaces``, in their
  ///     order, when the face is written. Not called where the page's images are ``ImageMode/none``.
  ///   - sink: takes a piece of the page, from a few bytes to a picture's size.
  public func write(image: (Int) throws -> ImageSource, to sink: (String) throws -> Void) rethrows {
    func put(_ html: HTML) throws { try sink(html.text) }
    try put(Markup.head(page))
    try put(Markup.header(page, layout))
    if !page.elbow.isEmpty { try put(Markup.elbow(page.elbow)) }
    let bar = DeviationBar(fitting: differences)
    for section in layout.clusters {
      try put(Markup.clusterStart(section, page))
      try putFaces(section.shown, of: section.count, image: image, put: put)
      try put(Markup.clusterEnd(section, page, layout.population, bar))
    }
    if layout.galleryCount > 0 {
      try put(Markup.galleryStart(layout))
      try putFaces(layout.gallery, of: layout.galleryCount, image: image, put: put)
      try put(Markup.galleryEnd)
    }
    if !layout.reasons.isEmpty { try put(Markup.unclustered(layout.reasons, count: page.unclustered.count)) }
    try put(Markup.footer(page))
  }

  private func putFaces(
    _ indices: [Int], of count: Int, image: (Int) throws -> ImageSource, put: (HTML) throws -> Void
  ) rethrows {
    try put(Markup.facesStart)
    for index in indices {
      let source = page.images == .none ? ImageSource.none : try image(index)
      try put(
        Markup.face(page.faces[index], index: index, picture: Markup.picture(source, of: page.faces[index], page), page)
      )
    }
    try put(Markup.facesEnd(leftOut: count - indices.count))
  }

  /// How far each cluster's features lie from all, in standard deviations.
  private var differences: [Double] {
    layout.clusters.flatMap { section in
      zip(section.features, layout.population).compactMap { standardized($0, against: $1) }
    }
  }
}

/// The difference of two means in standard deviations of the population; nil where that has no spread.
func standardized(_ part: Summary?, against all: Summary?) -> Double? {
  guard let part, let all, all.deviation > 0 else { return nil }
  return (part.mean - all.mean) / all.deviation
}
