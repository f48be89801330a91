/// The section of a cluster, and the tables of features.
extension Markup {
  static func clusterStart(
    _ section: ClusterSection, _ signature: Signature, _ page: Page, _ layout: Layout
  ) -> HTML {
    let borderline: HTML? =
      section.borderline == 0
      ? nil : ", of which \(grouped(section.borderline)) <b class=\"edge\">borderline</b>"
    let moving: HTML? =
      section.moving == 0 ? nil : ", \(grouped(section.moving)) <b class=\"moves\">would move</b>"
    // Has a table beside the faces, if there is room.
    let isCompared = section.features.contains { $0 != nil }
    return """
      <section class="cluster\(isCompared ? " compared" : nil)" \
      id="cluster\(section.number)"\(unlisted(section.faces)) \
      aria-labelledby="h\(section.number)">
      <h2 id="h\(section.number)">\(ClusterMark(number: section.number).svg) \
      \(page.grouping.label(section.number))</h2>
      \(words(section, signature, page, layout))\
      <p class="lead">\(counted(section.count, "face"))\(borderline)\(moving), \
      <span class="order">\(section.isRanked ? "most typical first" : "in the order of the input")\
      </span>.\(staying(section))</p>

      """
  }

  /// The number of faces that are not on the page, for the script's counts.
  private static func unlisted(_ shelf: Shelf) -> HTML? {
    shelf.unlisted == 0 ? nil : " data-more=\(shelf.unlisted)"
  }

  private static func staying(_ section: ClusterSection) -> HTML? {
    guard let staying = section.staying else { return nil }
    let count = Int(staying.rounded())
    guard section.count > 1 else {
      return " In another photo it would \(count > 0 ? "stay here" : "not stay here")."
    }
    return count == section.count
      ? " In another photo all would stay here."
      : " In another photo about \(grouped(count)) of them would stay here."
  }

  /// What distinguishes the cluster; empty where no feature has words, or there is nothing to
  /// compare with.
  private static func words(
    _ section: ClusterSection, _ signature: Signature, _ page: Page, _ layout: Layout
  ) -> HTML? {
    guard section.count < layout.faces,
      page.features.contains(where: { $0.low != nil || $0.high != nil }),
      section.features.contains(where: { $0 != nil })
    else { return nil }
    guard !signature.phrases.isEmpty else {
      return "<p class=\"signature\">Close to the mean of all faces in every feature</p>\n"
    }
    let text = signature.phrases.joined(separator: ", ")
    let sentence = text.prefix(1).uppercased() + text.dropFirst()
    return "<p class=\"signature\">\(sentence)</p>\n"
  }

  static let clusterEnd: HTML = "</section>\n"

  static func galleryStart(_ page: Page, _ layout: Layout) -> HTML {
    let title = layout.clusters.isEmpty ? "Faces" : "Faces without a \(page.grouping.noun)"
    return """
      <section id="unplaced" aria-labelledby="h-unplaced">
      <h2 id="h-unplaced">\(title)</h2>
      <p class="lead">\(counted(layout.gallery.all.count, "face")), \
      <span class="order">in the order of the input</span>.</p>

      """
  }

  static let galleryEnd: HTML = "</section>\n"

  /// With more clusters than this, their tables would be most of the page.
  private static let mostTables = 1000

  /// The features of a cluster, compared with all faces. How to read the bars is explained once per
  /// page.
  static func featureTable(
    _ section: ClusterSection, _ signature: Signature, _ page: Page, _ layout: Layout,
    _ bar: SpreadBar, explained: Bool
  ) -> HTML? {
    guard layout.clusters.count <= mostTables else { return nil }
    let rows: [HTML] = layout.order.indices.compactMap { index in
      guard let part = section.features[index], let all = layout.population[index] else {
        return nil
      }
      let difference = standardized(part, against: all)
      let line = difference.map { mean in
        bar.svg(
          mean: mean, deviation: part.deviation / all.deviation,
          standsOut: signature.standsOut[index])
      }
      return """
        <tr><th scope="row">\(page.features[index].label)</th><td>\(fixed(part.mean, 3))</td>\
        <td>\(fixed(all.mean, 3))</td>\
        <td class="difference">\(line)<span>\(fixed(difference, 1))</span></td></tr>

        """
    }
    guard !rows.isEmpty else { return nil }
    let key: HTML? =
      explained
      ? """
      : dot and bar are the cluster’s mean ± one deviation, the band is ± one deviation of all \
      faces. A hollow dot is within what a random group would show
      """ : nil
    return """
      <table class="features \(ClusterMark(number: section.number).colourClass)">
      <caption>Means, and the difference in standard deviations of all faces, \
      from \(fixed(-bar.reach, 0)) to \
      \(fixed(bar.reach, 0))\(key)</caption>
      <thead><tr><th scope="col">feature</th><th scope="col">here</th><th scope="col">all</th>\
      <th scope="col">difference</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>

      """
  }

  /// The features over all faces: the key to each face's numbers, also read by the script.
  static func population(_ page: Page, _ layout: Layout) -> HTML? {
    let isShared = layout.order.shares.contains { $0 != nil }
    let rows: [HTML] = layout.order.indices.map { index in
      let (feature, all) = (page.features[index], layout.population[index])
      let lengths: HTML? =
        feature.lengths.isEmpty ? nil : " data-lengths=\"\(feature.lengthsText)\""
      let share = layout.order.shares[index].map { fixed($0 * 100, 0) + " %" } ?? "–"
      return """
        <tr\(lengths)><th scope="row">\(feature.label)</th><td>\(fixed(all?.mean, 3))</td>\
        <td>\(fixed(all?.deviation, 4))</td>\(isShared ? "<td>\(share)</td>" : nil)\
        <td>\(feature.low ?? "–")</td><td>\(feature.high ?? "–")</td></tr>

        """
    }
    guard !rows.isEmpty, layout.population.contains(where: { $0 != nil }) else { return nil }
    let sorted: HTML? =
      isShared
      ? """
       Those in which the \(page.grouping.counted(2)) differ most come first: “between” is the \
      share of the variance that is between them.
      """ : nil
    return """
      <section aria-labelledby="h-features">
      <h2 id="h-features">The features</h2>
      <p class="lead">Over all \(counted(layout.faces, "face")).\(sorted) \
      The numbers of each face are in this order.</p>
      <div class="wide" tabindex="0" role="region" \
      aria-label="Means and deviations of the features">\
      <table id="population">
      <thead><tr><th scope="col">feature</th><th scope="col">mean</th>\
      <th scope="col">deviation</th>\(isShared ? "<th scope=\"col\">between</th>" : nil)\
      <th scope="col">low</th><th scope="col">high</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div></section>

      """
  }
}
