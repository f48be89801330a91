/// The groups side by side, one per row, with small pictures that link to the faces in their lists.
extension Markup {
  static func tableStart(_ page: Page) -> HTML {
    let title = page.grouping.field == nil ? "Clusters" : "Groups"
    return """
      <section class="side" id="side" aria-labelledby="h-side">
      <h2 id="h-side">\(title) side by side</h2>
      <table>
      <thead><tr><th scope="col">\(page.grouping.noun)</th><th scope="col">faces</th></tr></thead>
      <tbody>

      """
  }

  static func tableRow(_ section: ClusterSection, _ page: Page) -> HTML {
    row(
      list: "cluster\(section.number)",
      head: """
        \(ClusterMark(number: section.number).svg) \(page.grouping.label(section.number))
        """, count: section.count)
  }

  /// The faces without a cluster.
  static func tableRow(_ gallery: Shelf, _ page: Page) -> HTML {
    row(
      list: "unplaced", head: "Without a \(page.grouping.noun)",
      count: gallery.all.count + gallery.unlisted)
  }

  private static func row(list: String, head: HTML, count: Int) -> HTML {
    """
    <tr data-of="\(list)"\(count == 1 ? " class=one" : nil)>\
    <th scope="row"><a href="#\(list)">\(head)</a> \
    <span>\(counted(count, "face"))</span></th><td><ul>
    """
  }

  /// A picture of a face. Keyboard users reach the same faces in their lists; two hundred more tab
  /// stops would only be in the way.
  static func tableFace(
    _ face: FaceCard, index: Int, _ source: ImageSource, _ page: Page
  ) -> HTML {
    let name = [face.name, which(face)?.lowercased()].compactMap { $0 }.joined(separator: ", ")
    return """
      <li><a href="#f\(index)" tabindex=-1>\(picture(source, of: face, page, as: name))</a></li>
      """
  }

  static func tableRowEnd(_ shelf: Shelf) -> HTML {
    let more = shelf.rest.count + shelf.unlisted
    return "\(more == 0 ? nil : "<li class=more>and \(grouped(more)) more</li>")</ul></td></tr>\n"
  }

  static let tableEnd: HTML = "</tbody></table></section>\n"
}
