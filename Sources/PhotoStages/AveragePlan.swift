import Vision

/// A face that averages are made of.
public struct AveragedFace: Sendable {
  public var path: String
  /// 68 points, px of the photo.
  public var landmarks: [SIMD2<Float>]
  /// Nil: only the average of all has it.
  public var cluster: Int?
  /// Width and height of the photo that the points belong to, px; nil where that is not known.
  public var photoSize: SIMD2<Double>?

  public init(path: String, landmarks: [SIMD2<Float>], cluster: Int?, photoSize: SIMD2<Double>? = nil) {
    self.path = path
    self.landmarks = landmarks
    self.cluster = cluster
    self.photoSize = photoSize
  }
}

/// Faces by cluster, and the mean shape of each cluster and of all on one canvas: averages can be laid over each other.
public struct AveragePlan: Sendable {
  public struct Group: Sendable {
    /// Indices into the plan's faces, in their order.
    public let members: [Int]
    /// The mean of all members' shapes: 68 points, px of the canvas.
    public let shape: [SIMD2<Double>]
  }

  public let faces: [AveragedFace]
  /// Width and height of the canvas, px.
  public let size: Int
  /// All faces.
  public let whole: Group
  /// One a cluster, by number.
  public let clusters: [(number: Int, group: Group)]
  /// Faces without a cluster.
  let unclustered: [Int]

  /// - Parameters:
  ///   - faces: a face without 68 points that span an area is left out.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Returns: nil where there is no face to average.
  /// - Complexity: O(faces).
  public init?(_ faces: [AveragedFace], size: Int) {
    let usable = faces.indices.filter { hasArea(faces[$0].landmarks) }
    func mean(_ members: [Int]) -> [SIMD2<Double>]? { meanShape(of: members.lazy.map { faces[$0].landmarks }) }
    guard let shape = mean(usable), let frame = AverageFrame(around: shape, size: size) else { return nil }
    self.faces = faces
    self.size = size
    whole = Group(members: usable, shape: frame.reference)
    let groups = Dictionary(grouping: usable) { faces[$0].cluster }
    unclustered = groups[nil] ?? []
    clusters = groups.keys.compactMap { $0 }.sorted().compactMap { number in
      guard let members = groups[number], let shape = mean(members).flatMap(frame.place) else { return nil }
      return (number, Group(members: members, shape: shape))
    }
  }
}

/// Whether these are 68 finite points that are not all one.
public func hasArea(_ landmarks: [SIMD2<Float>]) -> Bool {
  guard landmarks.count == LandmarkPredictor.pointCount, let first = landmarks.first else { return false }
  return landmarks.allSatisfy { $0.x.isFinite && $0.y.isFinite } && landmarks.contains { $0 != first }
}
