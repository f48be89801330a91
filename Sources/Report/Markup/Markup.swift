/// All markup of the page: its frame, from top to bottom, is here; its sections are in the other
/// files of this folder.
///
/// Text from outside is inserted by interpolation, which escapes it (see ``HTML``). There are no
/// `style` attributes and no `on…` handlers, as the page's own policy forbids them. Attributes that
/// repeat for each face are written without quotes if their values are numbers or plain words, so
/// that a page with ten thousand faces stays small.
package enum Markup {
  static func head(_ page: Page) -> HTML {
    PageFrame(
      style: PageFiles.style, styleHash: PageFiles.styleHash,
      scriptHashes: PageFiles.scripts.map(\.hash),
      linksPhotos: page.images == .link
    ).head(title: page.title)
  }

  static func header(_ page: Page, _ layout: Layout) -> HTML {
    let hasFaces = !page.faces.isEmpty || !page.unclustered.isEmpty
    return """
      <header>
      <h1><bdi>\(page.title)</bdi></h1>
      \(hasFaces ? counts(page, layout) : nil)\
      \(layout.clusters.isEmpty ? nil : navigation(page, layout))</header>
      <main id="main" tabindex="-1"\(deskData(page))>
      \(sample(page, layout))
      """
  }

  /// What a page of many faces leaves out, and how to get a list of all.
  private static func sample(_ page: Page, _ layout: Layout) -> HTML? {
    guard layout.isSample else { return nil }
    let pictured = layout.shelves.reduce(0) { $0 + $1.pictured.count }
    let unlisted = layout.shelves.reduce(0) { $0 + $1.unlisted }
    let rest: HTML =
      unlisted == 0
      ? "the others are listed by name"
      : "of the others, some are listed by name, and \(grouped(unlisted)) are only counted"
    let shown: HTML? =
      page.counted.isEmpty
      ? nil : ", except in the averages and the map, which show only those on the page"
    let which = layout.clusters.contains(where: \.isRanked) ? "most typical" : "first"
    return """
      <p class="lead sample">There are many faces: \(grouped(pictured)) of them are pictured, the \
      \(which) ones of each \(page.grouping.noun); \(rest). Figures cover all faces\(shown). To \
      get all of them as a table: <code>jq -r \
      '[.path, .face, .\(page.grouping.field ?? "cluster"), .distance] | @csv' records.ndjson \
      &gt; faces.csv</code></p>

      """
  }

  /// What the script needs to store statements made on the page: a key of the page's faces, and the
  /// path to the folder of their photos.
  private static func deskData(_ page: Page) -> HTML? {
    guard !page.faces.isEmpty else { return nil }
    let key: HTML? = page.hasDesk ? " data-page=\"\(page.key)\"" : nil
    return "\(key) data-way=\"\(page.linkPrefix)\""
  }

  private static func counts(_ page: Page, _ layout: Layout) -> HTML {
    func entry(_ number: Int, _ word: String) -> HTML {
      "<div><dt>\(word)</dt><dd>\(grouped(number))</dd></div>"
    }
    return """
      <dl class="counts">\(entry(layout.photos, layout.photos == 1 ? "photo" : "photos"))\
      \(entry(layout.faces, layout.faces == 1 ? "face" : "faces"))\
      \(entry(layout.clusters.count, page.grouping.counted(layout.clusters.count)))\
      \(entry(page.unclustered.count, "not clustered"))</dl>

      """
  }

  private static func navigation(_ page: Page, _ layout: Layout) -> HTML {
    let largest = Double(layout.clusters.map(\.count).max() ?? 1)
    let links: [HTML] = layout.clusters.map { section in
      let mark = ClusterMark(number: section.number)
      return """
        <li><a href="#cluster\(section.number)">\(mark.svg) \(page.grouping.label(section.number))\
        <svg class="share \(mark.colourClass)" viewBox="0 0 100 6" preserveAspectRatio="none" \
        aria-hidden="true"><rect width="\(coordinate(100 * Double(section.count) / largest))" \
        height="6"/></svg>\
        <span>\(counted(section.count, "face"))</span></a></li>

        """
    }
    let name = page.grouping.field == nil ? "Clusters" : "Groups"
    return "<nav aria-label=\"\(name)\"><ul>\n\(links)</ul></nav>\n"
  }

  /// The tools for finding faces: shown by the script, which they need.
  static func find(hasClusters: Bool, hasSteadiness: Bool) -> HTML {
    let steadiest: HTML? =
      hasSteadiness ? "<option value=\"steadiness\">least steady first</option>" : nil
    let orders: HTML =
      hasClusters
      ? """
      <option value="typical">most typical first</option>\
      <option value="borderline">borderline first</option>\(steadiest)
      """ : "<option value=\"typical\">in the order of the input</option>"
    return """
      <div class="find" id="find" role="search" hidden>
      <label>Find a file <input type="search" id="find-name" autocomplete="off" \
      spellcheck="false"></label>
      <label>Order <select id="find-order">\(orders)\
      <option value="name">by file name</option></select></label>
      <output id="find-count" aria-live="polite"></output>
      </div>

      """
  }

  /// Photos that share a message are listed under it; a message that only one photo has follows its
  /// name.
  package static func unclustered(_ reasons: [Reason], count: Int) -> HTML {
    let groups: [HTML] = reasons.map { reason in
      let shared = reason.messages.filter { $0.paths.count > 1 || reason.messages.count == 1 }
      let own = reason.messages.count > 1 ? reason.messages.filter { $0.paths.count == 1 } : []
      let messages: [HTML] = shared.map { message in
        let names: [HTML] = message.paths.map { "<li><bdi>\($0)</bdi></li>" }
        return "<div class=\"message\"><p>\(message.text)</p><ul>\(names)</ul></div>\n"
      }
      let singles: [HTML] = own.map { message in
        "<li><bdi>\(message.paths[0])</bdi> <span class=\"quiet\">\(message.text)</span></li>"
      }
      let list: HTML? = singles.isEmpty ? nil : "<div class=\"message\"><ul>\(singles)</ul></div>\n"
      let heading: HTML = "<h3>\(reason.kind) <span>\(grouped(reason.count))</span></h3>"
      return "<div class=\"reason\">\(heading)\n\(messages)\(list)</div>\n"
    }
    return """
      <section class="unclustered" aria-labelledby="h-unclustered">
      <h2 id="h-unclustered">Not clustered</h2>
      <p class="lead">\(counted(count, "photo or face", "photos or faces")), by reason.</p>
      \(groups)</section>

      """
  }

  static func footer(_ page: Page) -> HTML {
    let reading: HTML? =
      page.faces.contains { $0.margin != nil }
      ? """
      <p>Distance: from the face to the centre of its cluster. Margin: how much nearer that is \
      than the next nearest centre, from 0 (on the border) to 1. \
      <b class="edge">borderline</b> marks margins below \(fixed(page.borderlineMargin, 2)).</p>

      """ : nil
    let photos: HTML? =
      page.hasSteadiness
      ? """
      <p>Steadiness: the probability that another photo of this person falls into the same \
      cluster. <b class="moves">would move</b> marks those below 0.50.</p>

      """ : nil
    return """
      </main>
      <footer>
      \(reading)\(photos)<p>This page is one file. It loads nothing from elsewhere and sends \
      nothing anywhere.</p>
      </footer>
      \(page.faces.isEmpty ? nil : view)\(scripts)
      </body>
      </html>

      """
  }

  private static let scripts: [HTML] = PageFiles.scripts.map { script in
    "<script>\(HTML(stringLiteral: script.text))</script>\n"
  }

  /// The large view of one face, filled and opened by the script.
  private static let view: HTML = """
    <dialog id="view" aria-labelledby="view-name">
    <div class="view-tools"><button type="button" id="view-back">Previous</button>\
    <button type="button" id="view-next">Next</button><p id="view-position" role="status"></p>\
    <button type="button" id="view-close">Close</button></div>
    <div class="view-face"><div id="view-picture"></div>\
    <label id="view-toggle"><input type="checkbox" id="view-overlay" checked> Points and lengths \
    <svg class="sample" viewBox="0 0 24 12" aria-hidden="true">\
    <path d="M3 6H21"/><circle cx="3" cy="6" r="2.5"/><circle cx="21" cy="6" r="2.5"/></svg>\
    </label></div>
    <div class="view-figures"><h2 id="view-name"></h2><p id="view-cluster"></p>\
    <div id="view-words"></div><p id="view-numbers"></p>
    <table id="view-features"><caption>Against all faces: the band is ± one standard deviation. \
    Choose a feature to see what it measures.</caption><thead><tr><th scope="col">feature</th>\
    <th scope="col">here</th><th scope="col">all</th><th scope="col">difference</th></tr></thead>\
    <tbody></tbody></table></div>
    </dialog>

    """
}
