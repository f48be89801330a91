import FaceGeometry

/// The overview above the sections of the clusters: how many clusters there are, the average faces,
/// the map.
extension Markup {
  // MARK: How many clusters

  static func elbow(_ rows: [ElbowRow], verdict: String?) -> HTML {
    let charts = ElbowChart.charts(rows)
    let ks = rows.map(\.k)
    let range = (ks.min() ?? 1)...(ks.max() ?? 1)
    let figures: [HTML] = charts.map { chart in
      """
      <figure><figcaption><b>\(chart.title)</b> \(chart.note)</figcaption>\
      \(chart.svg(kRange: range))</figure>

      """
    }
    let picks = charts.compactMap { chart in
      chart.pick.map { "\(chart.title.lowercased()) k = \($0.k)" }
    }
    let pickLine: HTML? =
      picks.isEmpty
      ? nil : "<p class=\"lead\">Each measure’s pick: \(picks.joined(separator: ", ")).</p>\n"
    let verdictLine: HTML? = verdict.map { "<p class=\"signature\">\($0)</p>\n" }
    return """
      <section class="elbow" aria-labelledby="h-elbow">
      <h2 id="h-elbow">How many clusters?</h2>
      \(verdictLine)\(pickLine)<div class="charts">
      \(figures)</div>
      \(elbowTable(rows, charts))</section>

      """
  }

  private static func elbowTable(_ rows: [ElbowRow], _ charts: [ElbowChart]) -> HTML {
    let heads: [HTML] = charts.map { "<th scope=\"col\">\($0.title)</th>" }
    let lines: [HTML] = rows.map { row in
      let cells: [HTML] = charts.map { chart in
        guard let point = chart.points.first(where: { $0.k == row.k }) else { return "<td>–</td>" }
        let error = point.error.map { " ± " + fixed($0, chart.decimals) } ?? ""
        let mark: HTML? = chart.pick.flatMap { $0.k == row.k ? " <b>\($0.word)</b>" : nil }
        return "<td>\(fixed(point.value, chart.decimals) + error)\(mark)</td>"
      }
      return "<tr><th scope=\"row\">\(row.k)</th>\(cells)</tr>\n"
    }
    return """
      <details class="numbers"><summary>The numbers</summary>
      <div class="wide" tabindex="0" role="region" aria-label="The numbers for each k"><table>
      <thead><tr><th scope="col">k</th>\(heads)</tr></thead>
      <tbody>
      \(lines)</tbody></table></div></details>

      """
  }

  // MARK: Average faces

  /// All averages side by side, that of all faces first; nil if there are none.
  static func averages(_ page: Page, _ layout: Layout) -> HTML? {
    guard !page.averages.isEmpty else { return nil }
    let frames = page.averages.compactMap(\.landmarks)
    let ordered = page.averages.sorted { ($0.cluster ?? .min) < ($1.cluster ?? .min) }
    let figures: [HTML] = ordered.map { average in
      let name = average.cluster.map { page.grouping.text($0) } ?? "all faces"
      let section = layout.clusters.first { $0.number == average.cluster }
      let count = section?.count ?? (average.cluster == nil ? layout.faces : 0)
      var caption: HTML = "All faces"
      if let number = average.cluster {
        caption = "\(ClusterMark(number: number).svg) \(page.grouping.label(number))"
        if section != nil { caption = "<a href=\"#cluster\(number)\">\(caption)</a>" }
      }
      return """
        <figure\(average.cluster == nil ? " class=\"whole\"" : nil)><div class="stack">\
        \(averagePicture(average, frames: frames, label: "Average of \(name)", page))</div>\
        <figcaption>\(caption) <span>\(counted(count, "face"))</span></figcaption></figure>

        """
    }
    return """
      <section class="averages" aria-labelledby="h-averages">
      <h2 id="h-averages">Average faces</h2>
      <p class="mix" id="mix" hidden>\
      <label for="mix-range">Fade from the average of all to that of each cluster</label> \
      <input type="range" id="mix-range" min="0" max="100" value="100"></p>
      <div class="row">
      \(figures)</div></section>

      """
  }

  private static func averagePicture(
    _ average: Average, frames: [CompactLandmarks], label: String, _ page: Page
  ) -> HTML {
    // A page without photos shows no photo averages either.
    if page.images != .none, case .jpeg(let bytes, let width, let height, _) = average.image {
      return "<img src=\"\(dataURL(bytes))\" alt=\"\(label)\" width=\(width) height=\(height)>"
    }
    let path = average.landmarks.flatMap { FaceSketch.path($0, inFrameOf: frames) }
    return sketch(path, label: label)
  }

  // MARK: Map

  static func mapStart(_ map: FaceMap, _ layout: Layout) -> HTML {
    let groups = layout.clusters.map { "cluster \($0.number): \(counted($0.count, "face"))" }
    let shares = [map.explained.x, map.explained.y].map { fixed($0 * 100, 0) + " %" }
    return """
      <section class="map" aria-labelledby="h-map">
      <h2 id="h-map">Map</h2>
      <p class="lead" id="map-help">Every face on the two axes along which \
      \(subject(of: map)) vary most, with \(shares[0]) and \(shares[1]) of the variance; \
      the variance on other axes is not shown.\(caution(on: map))</p>
      \(axes(of: map))\
      <div class="plane" id="map" tabindex="0" role="group" aria-labelledby="h-map" \
      aria-describedby="map-help map-keys">\
      <svg viewBox="0 0 480 340" role="img" aria-label="Map of \(groups.joined(separator: ", "))">\
      <path class="axis" d="M240 0V340M0 170H480"/>

      """
  }

  /// What faces at each end of each axis have, and the weights behind it.
  private static func axes(of map: FaceMap) -> HTML? {
    guard !map.axes.isEmpty else { return nil }
    let shares = [map.explained.x, map.explained.y]
    let ways: [HTML] = ["Left to right", "Bottom to top"]
    let entries: [HTML] = zip(map.axes, zip(ways, shares)).compactMap { axis, named in
      let (way, share) = named
      guard share > 0 else { return nil }
      guard !axis.parts.isEmpty else {
        return """
          <li><b>\(way)</b> (\(fixed(share * 100, 0)) %): no measure in the records is \
          correlated with it</li>

          """
      }
      let (low, high) = axis.ends
      let weights = axis.parts.map(\.text).joined(separator: ", ")
      return """
        <li><b>\(way)</b> (\(fixed(share * 100, 0)) %): from <bdi>\(low)</bdi> to \
        <bdi>\(high)</bdi> <span class="quiet">\
        (\(axis.isMadeOfThem ? "" : "correlation with ")<bdi>\(weights)</bdi>)</span></li>

        """
    }
    return "<ul class=\"axes\">\n\(entries)</ul>\n"
  }

  private static func subject(of map: FaceMap) -> HTML {
    switch map.shows {
    case .features, .featuresThough: "the features"
    case .field(let name): "the numbers in <bdi>\(name)</bdi>, from which the clusters were made,"
    }
  }

  private static func caution(on map: FaceMap) -> HTML? {
    guard case .featuresThough(let name) = map.shows else { return nil }
    return """
       The clusters were made from <bdi>\(name)</bdi>, which is missing from the records, so they \
      may overlap here.
      """
  }

  static func mapMarks(_ drawing: MapDrawing, _ indices: [Int], mark: ClusterMark, list: String)
    -> HTML
  {
    // A disc is drawn as a line of length 0 with round ends.
    let disc: HTML? =
      mark.corners.isEmpty ? " disc\" stroke-width=\"\(coordinate(2 * drawing.radius))" : nil
    return """
      <path class="\(mark.colourClass)\(disc)" data-list="\(list)" \
      d="\(drawing.path(indices, mark: mark))"/>

      """
  }

  static let mapEnd: HTML = """
    </svg><div id="map-tip" hidden></div></div>
    <p class="quiet" id="map-keys" hidden>Arrow keys go from face to face, Enter goes to the face \
    in its list.</p>
    <p id="map-name" aria-live="polite"></p></section>

    """
}
