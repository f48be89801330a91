import FaceGeometry

/// One face on the page: under 1 KB with 68 landmarks and 29 features (without its picture).
public struct FaceCard: Sendable {
  /// The path of the photo, as it was given.
  public var path: String
  /// 0-based index of this face in its photo.
  public var face: Int
  /// How many faces the photo has.
  public var faces: Int
  /// Nil if the face was not clustered.
  public var cluster: Int?
  /// Distance to the centre of its own cluster, in the units of the clustering, ≥ 0.
  public var distance: Double?
  /// The next nearest cluster.
  public var runnerUp: Int?
  /// (d2 - d1) / d2: 0 on the border between two clusters, 1 at a centre.
  public var margin: Double?
  /// The probability that another photo of this person falls into the same cluster.
  public var steadiness: Double?
  /// Whether somebody put it into its cluster.
  public var isByHand = false
  /// In the order of ``Page/features``; NaN for a missing one. Empty if none was measured.
  public var features: [Float]
  /// What distinguishes the face, in words.
  public var words: [String] = []
  /// The name of the person.
  public var person: String?
  /// The look that fits it best, and how well, 0 … 1.
  public var look: String?
  public var fit: Double?
  private var quarterTurns: UInt8 = 0
  /// Whether the photo is damaged, and whatever can be decoded is used.
  public var isOfDamagedPhoto = false
  /// In px of the upright photo; nil if there are none.
  public var landmarks: CompactLandmarks?
  /// Left, top, width and height in px of the photo; nil if there is no box.
  public var box: [Double]?
  /// Width and height of the photo that points and box refer to, px; nil if unknown.
  public var photoSize: SIMD2<Double>?

  public init(
    path: String, face: Int = 0, faces: Int = 1, cluster: Int? = nil, distance: Double? = nil,
    runnerUp: Int? = nil, margin: Double? = nil, features: [Float] = [],
    landmarks: CompactLandmarks? = nil, box: [Double]? = nil, photoSize: SIMD2<Double>? = nil
  ) {
    self.path = path
    self.face = face
    self.faces = faces
    self.cluster = cluster
    self.distance = distance
    self.runnerUp = runnerUp
    self.margin = margin
    self.features = features
    self.landmarks = landmarks
    self.box = box
    self.photoSize = photoSize
  }

  /// By how many degrees clockwise the photo must be turned for the face to be upright: 0, 90, 180
  /// or 270.
  public var turned: Int {
    get { 90 * Int(quarterTurns) }
    set { quarterTurns = UInt8(newValue / 90 & 3) }
  }

  /// The file name without folders; the whole path if it ends in a slash.
  var name: String {
    lastPathComponent(path)
  }
}

func lastPathComponent(_ path: String) -> String {
  let name =
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last
    ?? path.utf8[...]
  return name.isEmpty ? path : String(Substring(name))
}
