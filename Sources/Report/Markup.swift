/// All markup of the page, from top to bottom. Text from outside comes in by interpolation, which escapes it (see ``HTML``).
/// No `style` attributes and no `on…` handlers: the page's own policy forbids them.
enum Markup {
  static func head(_ page: Page) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(contentSecurityPolicy(images: page.images))">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(page.title)</title>
    <link rel="icon" href="data:,">
    <style>\(HTML(stringLiteral: Style.css))</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the faces</a>

    """
  }

  static func header(_ page: Page, _ layout: Layout) -> HTML {
    let hasFaces = !page.faces.isEmpty || !page.unclustered.isEmpty
    return """
      <header>
      <h1><bdi>\(page.title)</bdi></h1>
      \(hasFaces ? counts(page, layout) : nil)\(layout.clusters.isEmpty ? nil : navigation(page, layout))</header>
      <main id="main" tabindex="-1">

      """
  }

  private static func counts(_ page: Page, _ layout: Layout) -> HTML {
    func entry(_ number: Int, _ word: String) -> HTML {
      "<div><dt>\(word)</dt><dd>\(grouped(number))</dd></div>"
    }
    return """
      <dl class="counts">\(entry(layout.photos, layout.photos == 1 ? "photo" : "photos"))\
      \(entry(page.faces.count, page.faces.count == 1 ? "face" : "faces"))\
      \(entry(layout.clusters.count, layout.clusters.count == 1 ? "cluster" : "clusters"))\
      \(entry(page.unclustered.count, "not clustered"))</dl>

      """
  }

  private static func navigation(_ page: Page, _ layout: Layout) -> HTML {
    let largest = Double(layout.clusters.map(\.count).max() ?? 1)
    let links: [HTML] = layout.clusters.map { section in
      """
      <li><a href="#cluster\(section.number)">\(ClusterMark(number: section.number).svg) Cluster \(section.number)\
      <svg class="share \(ClusterMark(number: section.number).colourClass)" viewBox="0 0 100 6" \
      preserveAspectRatio="none" aria-hidden="true">\
      <rect width="\(coordinate(100 * Double(section.count) / largest))" height="6"/></svg>\
      <span>\(counted(section.count, "face"))</span></a></li>

      """
    }
    return "<nav aria-label=\"Clusters\"><ul>\n\(links)</ul></nav>\n"
  }

  // MARK: Clusters and faces

  static func clusterStart(_ section: ClusterSection, _ page: Page) -> HTML {
    let borderline: HTML? =
      section.borderline == 0
      ? nil : ", of which \(grouped(section.borderline)) <b class=\"edge\">borderline</b>"
    return """
      <section class="cluster" id="cluster\(section.number)" aria-labelledby="h\(section.number)">
      <h2 id="h\(section.number)">\(ClusterMark(number: section.number).svg) Cluster \(section.number)</h2>
      <p class="lead">\(counted(section.count, "face"))\(borderline), most typical first.</p>

      """
  }

  static func clusterEnd(_ section: ClusterSection, _ page: Page, _ population: [Summary?], _ bar: DeviationBar) -> HTML
  {
    "\(featureTable(section, page, population, bar))</section>\n"
  }

  static func galleryStart(_ layout: Layout) -> HTML {
    let title = layout.clusters.isEmpty ? "Faces" : "Faces without a cluster"
    return """
      <section aria-labelledby="gallery">
      <h2 id="gallery">\(title)</h2>
      <p class="lead">\(counted(layout.galleryCount, "face")), in the order of the input.</p>

      """
  }

  static let galleryEnd: HTML = "</section>\n"
  static let facesStart: HTML = "<ul class=\"faces\">\n"

  static func facesEnd(leftOut: Int) -> HTML {
    let note: HTML? = leftOut > 0 ? "<p class=\"more\">\(counted(leftOut, "more face")) not shown.</p>\n" : nil
    return "</ul>\n\(note)"
  }

  static func face(_ face: FaceCard, index: Int, picture: HTML, _ page: Page) -> HTML {
    let edge: HTML? = isBorderline(face, in: page) ? "<b class=\"edge\">borderline</b>" : nil
    return """
      <li id="f\(index)"><details><summary>\(picture)<span class="name"><bdi>\(face.name)</bdi></span>\(edge)</summary>\
      <div class="more"><p><a href="\(urlReference(path: face.path, prefix: page.linkPrefix))"><bdi>\(face.path)</bdi></a></p>\
      \(numbers(face, page))</div></details></li>

      """
  }

  /// A face's figures as a list of terms; those that it has.
  private static func numbers(_ face: FaceCard, _ page: Page) -> HTML {
    var items: [HTML] = []
    if face.faces > 1 { items.append("<dt>face</dt><dd>\(face.face + 1) of \(face.faces)</dd>") }
    if let distance = face.distance { items.append("<dt>distance</dt><dd>\(fixed(distance, 3))</dd>") }
    if let margin = face.margin { items.append("<dt>margin</dt><dd>\(fixed(margin, 3))</dd>") }
    if let other = face.runnerUp {
      items.append("<dt>next</dt><dd><a href=\"#cluster\(other)\">cluster \(other)</a></dd>")
    }
    for (feature, value) in zip(page.features, face.features) where value.isFinite {
      items.append("<dt>\(feature.label)</dt><dd>\(fixed(Double(value), 3))</dd>")
    }
    return "<dl>\(items)</dl>"
  }

  static func picture(_ source: ImageSource, of face: FaceCard, _ page: Page) -> HTML {
    let what = face.faces > 1 ? "Face \(face.face + 1) of \(face.faces) in \(face.name)" : "Face in \(face.name)"
    switch source {
    case .jpeg(let bytes, let width, let height):
      // Base64 has no character to escape: it need not be looked through.
      let data = HTML(stringLiteral: base64(bytes))
      return """
        <img src="data:image/jpeg;base64,\(data)" alt="\(what)" width="\(width)" height="\(height)" decoding="async">
        """
    case .link(let path):
      return """
        <img src="\(urlReference(path: path, prefix: page.linkPrefix))" alt="\(what)" width="160" height="160" loading="lazy">
        """
    case .none:
      guard let path = FaceSketch.path(face.landmarks) else { return "<span class=\"nopicture\">no picture</span>" }
      return """
        <svg class="sketch" viewBox="0 0 200 200" role="img" aria-label="\(what)"><path d="\(path)"/></svg>
        """
    }
  }

  // MARK: Features

  private static func featureTable(
    _ section: ClusterSection, _ page: Page, _ population: [Summary?], _ bar: DeviationBar
  ) -> HTML? {
    let rows: [HTML] = page.features.indices.compactMap { index in
      guard let part = section.features[index], let all = population[index] else { return nil }
      let difference = standardized(part, against: all)
      return """
        <tr><th scope="row">\(page.features[index].label)</th><td>\(fixed(part.mean, 3))</td><td>\(fixed(all.mean, 3))</td>\
        <td class="difference">\(difference.map(bar.svg))<span>\(fixed(difference, 1))</span></td></tr>

        """
    }
    guard !rows.isEmpty else { return nil }
    return """
      <table class="features \(ClusterMark(number: section.number).colourClass)">
      <caption>Means of the features; the bars show the difference in standard deviations of all faces, \
      from \(fixed(-bar.reach, 0)) to \(fixed(bar.reach, 0))</caption>
      <thead><tr><th scope="col">feature</th><th scope="col">here</th><th scope="col">all</th>\
      <th scope="col">difference</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>

      """
  }

  // MARK: What was not clustered

  static func unclustered(_ reasons: [Reason], count: Int) -> HTML {
    let groups: [HTML] = reasons.map { reason in
      let messages: [HTML] = reason.messages.map { message in
        let names: [HTML] = message.paths.map { "<li><bdi>\($0)</bdi></li>" }
        return "<div class=\"message\"><p>\(message.text)</p><ul>\(names)</ul></div>\n"
      }
      return "<h3>\(reason.kind) <span>\(grouped(reason.count))</span></h3>\n\(messages)"
    }
    return """
      <section class="unclustered" aria-labelledby="unclustered">
      <h2 id="unclustered">Not clustered</h2>
      <p class="lead">\(counted(count, "photo or face", "photos or faces")), by reason.</p>
      \(groups)</section>

      """
  }

  // MARK: How many clusters

  static func elbow(_ rows: [ElbowRow]) -> HTML {
    let charts = ElbowChart.charts(rows)
    let ks = rows.map(\.k)
    let range = (ks.min() ?? 1)...(ks.max() ?? 1)
    let figures: [HTML] = charts.map { chart in
      """
      <figure><figcaption><b>\(chart.title)</b> \(chart.note)</figcaption>\(chart.svg(kRange: range))</figure>

      """
    }
    return """
      <section class="elbow" aria-labelledby="elbow">
      <h2 id="elbow">How many clusters?</h2>
      <div class="charts">
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

  static func footer(_ page: Page) -> HTML {
    let reading: HTML? =
      page.faces.contains { $0.margin != nil }
      ? """
      <p>Distance: from the face to the centre of its cluster. Margin: how much nearer that is than the next centre, \
      from 0 on the border to 1. <b class="edge">borderline</b> marks margins below \(fixed(page.borderlineMargin, 2)).</p>

      """ : nil
    return """
      </main>
      <footer>
      \(reading)<p>This page is one file. It loads nothing from elsewhere and sends nothing anywhere.</p>
      </footer>
      <script>\(HTML(stringLiteral: Script.javaScript))</script>
      </body>
      </html>

      """
  }
}
