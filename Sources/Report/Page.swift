/// Everything that one page shows. Grouping, order, figures and drawings are computed here;
/// pictures come from the caller while the page is written (see ``PageWriter``).
public struct Page: Sendable {
  public var title: String
  /// The measures of a face, in the order of every face's ``FaceCard/features``.
  public var features: [Feature]
  /// Faces in input order, with or without a cluster.
  public var faces: [FaceCard]
  /// The faces that the page only counts, because there are too many.
  public internal(set) var counted = CountedFaces()
  /// Photos and faces that could not be processed, in input order.
  public var unclustered: [Unclustered]
  /// The cost of each number of clusters, in ascending order of k; empty if it was not measured.
  public var elbow: [ElbowRow]
  public var images: ImageMode
  /// How many faces of each cluster to show, the most typical first; nil shows all, or a sample if
  /// there are many.
  public var limit: Int?
  /// Whether there is a table with the groups side by side at the top; nil for only if there are
  /// few faces.
  public var hasTable: Bool?
  /// A face whose margin is below this is marked as borderline. The margin is (d2 - d1) / d2, 0…1.
  public var borderlineMargin: Double
  /// What the numbers say about how many clusters there are, in words, shown above the charts.
  public var verdict: String?
  /// The faces' positions on the plane in which they vary most.
  public var map: FaceMap?
  /// The average faces, in any order, including that of all faces.
  public var averages: [Average]
  /// The path from the page's folder to the folder that relative paths start from; empty if they
  /// are the same.
  public var linkPrefix: String
  /// What groups are called.
  public var grouping = Grouping()

  /// Whether any face has a steadiness.
  var hasSteadiness: Bool { faces.contains { $0.cluster != nil && $0.steadiness != nil } }

  /// More faces than this are too many to be seen at a glance.
  package static let mostInTable = 200

  /// Whether there is a table of the groups at the top.
  var showsTable: Bool {
    let areFew = faces.count <= Self.mostInTable && counted.isEmpty
    return faces.contains { $0.cluster != nil } && (hasTable ?? areFew)
  }

  public init(
    title: String = "Faces", features: [Feature] = [], faces: [FaceCard] = [],
    unclustered: [Unclustered] = [], elbow: [ElbowRow] = [], verdict: String? = nil,
    map: FaceMap? = nil, averages: [Average] = [], images: ImageMode = .embed, limit: Int? = nil,
    borderlineMargin: Double = 0.1, linkPrefix: String = ""
  ) {
    self.title = title
    self.features = features
    self.faces = faces
    self.unclustered = unclustered
    self.elbow = elbow
    self.verdict = verdict
    self.map = map
    self.averages = averages
    self.images = images
    self.limit = limit
    self.borderlineMargin = borderlineMargin
    self.linkPrefix = linkPrefix
  }
}

/// How faces are pictured.
public enum ImageMode: String, Sendable, CaseIterable {
  /// Small pictures inside the page, which can be sent as one file.
  case embed
  /// Links to the photos: a small page that needs them.
  case link
  /// No photos: each face is drawn from its landmarks.
  case none
}

/// A photo or face that could not be processed, and why.
public struct Unclustered: Sendable, Equatable {
  public var path: String
  /// One of the documented kinds: `no-face`, `unreadable`, …
  public var kind: String
  public var message: String

  public init(path: String, kind: String, message: String) {
    self.path = path
    self.kind = kind
    self.message = message
  }
}
