/// A face in its list, for pages with and without the script running.
extension Markup {
  static let facesStart: HTML = "<ul class=\"faces\">\n"
  static let facesEnd: HTML = "</ul>\n"

  static func face(
    _ face: FaceCard, index: Int, _ source: ImageSource, _ page: Page, _ order: FeatureOrder
  ) -> HTML {
    let landmarks: HTML? = source.unitMap.flatMap { map in
      face.landmarks.map { " data-l=\"\(LandmarkCode.encode($0.points.map { map($0) }))\"" }
    }
    let edge: HTML? = isBorderline(face, in: page) ? "<b class=edge>borderline</b>" : nil
    let moves: HTML? = wouldMove(face) ? "<b class=moves>would move</b>" : nil
    return """
      <li id=f\(index)\(box(of: face, page))><details\(landmarks)>\
      <summary>\(picture(source, of: face, page))<bdi>\(face.name)</bdi>\(edge)\(moves)\
      \(hand(face))\
      </summary>\(numbers(face, page, order))</details></li>

      """
  }

  private static func hand(_ face: FaceCard) -> HTML? {
    face.isByHand ? "<b class=hand>by hand</b>" : nil
  }

  /// Faces beyond the limit are listed by name.
  static func restStart(count: Int) -> HTML {
    """
    <details class="rest"><summary>\(counted(count, "more face")), without pictures</summary><ul>

    """
  }

  static func listedFace(_ face: FaceCard, index: Int, _ page: Page) -> HTML {
    """
    <li id=f\(index)\(box(of: face, page))>\
    <a href="\(urlReference(path: face.path, prefix: page.linkPrefix))">\
    <bdi>\(face.name)</bdi></a>\(hand(face))</li>

    """
  }

  /// Where the face is in its photo, for statements made about it on the page; nothing if there are
  /// no clusters to make statements about.
  private static func box(of face: FaceCard, _ page: Page) -> HTML? {
    guard page.hasDesk, let box = face.box else { return nil }
    return " data-b=\"\(box.map { coordinate($0, 0) }.joined(separator: " "))\""
  }

  static func restEnd(unlisted: Int) -> HTML {
    let more: HTML? =
      unlisted == 0 ? nil : "<p class=\"quiet unlisted\">\(grouped(unlisted)) more, not listed</p>"
    return "</ul>\(more)</details>\n"
  }

  /// A face's figures in two short lines, which the script reads too; those in the second line are
  /// in the order of the features' table.
  private static func numbers(_ face: FaceCard, _ page: Page, _ order: FeatureOrder) -> HTML {
    var text: HTML =
      "<p><a href=\"\(urlReference(path: face.path, prefix: page.linkPrefix))\">photo</a>"
    if face.faces > 1 { text += ", face \(face.face + 1) of \(face.faces)" }
    if let distance = face.distance { text += ", distance \(fixed(distance, 3))" }
    if let margin = face.margin { text += ", margin \(fixed(margin, 3))" }
    if let steadiness = face.steadiness { text += ", steadiness \(fixed(steadiness, 2))" }
    if let other = face.runnerUp { text += ", next \(page.grouping.text(other))" }
    text += "</p>"
    if !face.features.isEmpty {
      let values = order.indices.map { feature in
        fixed(face.features.indices.contains(feature) ? Double(face.features[feature]) : nil, 3)
      }
      text += "<p>\(values.joined(separator: " "))</p>"
    }
    text += words(face)
    let title = face.cluster.flatMap { page.grouping.names[$0] }
    if page.grouping.field == nil, let person = face.person, person != title {
      text += "<p class=words>named <bdi>\(person)</bdi></p>"
    }
    return text
  }

  /// Comes below the numbers, which the script finds by their position.
  private static func words(_ face: FaceCard) -> HTML {
    var text: HTML = ""
    if !face.words.isEmpty {
      text += "<p class=words><bdi>\(face.words.joined(separator: ", "))</bdi></p>"
    }
    if let look = face.look {
      let fit: HTML? = face.fit.map { ", fit \(fixed($0, 2))" }
      text += "<p class=words>look <bdi>\(look)</bdi>\(fit)</p>"
    }
    return text
  }

  static func picture(_ source: ImageSource, of face: FaceCard, _ page: Page) -> HTML {
    // The file name is shown beside it.
    picture(source, of: face, page, as: which(face) ?? "Face")
  }

  /// Which face of its photo it is, if the photo has several.
  static func which(_ face: FaceCard) -> String? {
    face.faces > 1 ? "Face \(face.face + 1) of \(face.faces)" : nil
  }

  /// - Parameter what: the alternative text, for screen readers.
  static func picture(
    _ source: ImageSource, of face: FaceCard, _ page: Page, as what: String
  ) -> HTML {
    switch source {
    case .jpeg(let bytes, let width, let height, _):
      return """
        <img src="\(dataURL(bytes))" alt="\(what)" width=\(width) height=\(height) loading=lazy>
        """
    case .link(let path, let view):
      let part: HTML? = view.map { view in
        var numbers = [view.x, view.y, view.side, view.photoWidth, view.photoHeight]
        if view.turned != 0 { numbers.append(Float(view.turned)) }
        return " data-v=\"\(numbers.map { coordinate(Double($0), 0) }.joined(separator: " "))\""
      }
      return """
        <img src="\(urlReference(path: path, prefix: page.linkPrefix))" alt="\(what)" \
        loading=lazy\(part)>
        """
    case .none:
      return sketch(face.uprightLandmarks.flatMap { FaceSketch.path($0) }, label: what)
    }
  }

  /// Base64 has no characters to escape, so it need not be scanned.
  static func dataURL(_ jpeg: [UInt8]) -> HTML {
    "data:image/jpeg;base64,\(HTML(stringLiteral: base64(jpeg)))"
  }

  static func sketch(_ path: String?, label: String) -> HTML {
    guard let path else { return "<span class=nopicture>no picture</span>" }
    return """
      <svg class=sketch viewBox="0 0 200 200" role=img aria-label="\(label)">\
      <path d="\(path)"/></svg>
      """
  }
}
