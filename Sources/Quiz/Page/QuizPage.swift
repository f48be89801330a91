import FaceGeometry
import Report

/// How one picture of a quiz is shown.
public enum QuizPicture: Sendable {
  /// A square JPEG.
  case jpeg([UInt8])
  /// SVG path data in a square of 200.
  case sketch(String)

  /// The outline of a face, upright; nil where the points have no extent.
  public static func sketch(of landmarks: CompactLandmarks) -> QuizPicture? {
    FaceSketch.path(landmarks).map { .sketch($0) }
  }
}

/// A quiz as a self-contained page that can be used by keyboard and sends nothing anywhere.
public struct QuizPage: Sendable {
  /// One question in the form that the page needs.
  public struct Item: Sendable {
    /// Indices into the page's pictures.
    public var pictures: [Int]
    public var keys: [String]
    public var sealed: String

    public init(pictures: [Int], keys: [String], sealed: String) {
      (self.pictures, self.keys, self.sealed) = (pictures, keys, sealed)
    }
  }

  public var title: String
  public var identity: QuizIdentity
  public var seed: Int
  public var images: QuizImages
  public var items: [Item]
  public var pictures: [QuizPicture]

  public init(
    title: String, identity: QuizIdentity, seed: Int, images: QuizImages, items: [Item],
    pictures: [QuizPicture]
  ) {
    (self.title, self.identity, self.seed) = (title, identity, seed)
    (self.images, self.items, self.pictures) = (images, items, pictures)
  }

  /// - Parameter sink: receives the page piece by piece; no piece is larger than a picture, the
  ///   script or the style.
  public func write(to sink: (String) throws -> Void) rethrows {
    let frame = PageFrame(
      style: QuizFiles.style, styleHash: QuizFiles.styleHash, scriptHashes: [QuizFiles.scriptHash])
    try sink(frame.head(title: title).text)
    try sink(QuizMarkup.body(title: title, count: items.count).text)
    try writeData(to: sink)
    try sink(QuizMarkup.end.text)
  }

  /// The data for the script: JSON without any character that is special in HTML, as it consists
  /// only of digits, base64 and path data.
  private func writeData(to sink: (String) throws -> Void) rethrows {
    try sink("{\"quiz\":\"\(identity.id)\",\"seed\":\(seed),\"images\":\"\(images.rawValue)\",\n")
    try sink("\"pictures\":[")
    for (index, picture) in pictures.enumerated() {
      let separator = index > 0 ? ",\n" : "\n"
      switch picture {
      case .jpeg(let bytes): try sink("\(separator){\"jpeg\":\"\(base64(bytes))\"}")
      case .sketch(let path): try sink("\(separator){\"sketch\":\"\(path)\"}")
      }
    }
    try sink("],\n\"questions\":[")
    for (index, item) in items.enumerated() {
      let keys = item.keys.map { "\"\($0)\"" }.joined(separator: ",")
      try sink(
        "\(index > 0 ? ",\n" : "\n"){\"pictures\":\(item.pictures),\"shown\":[\(keys)],"
          + "\"sealed\":\"\(item.sealed)\"}")
    }
    try sink("]}")
  }
}
