import Vision

/// A face that averages are made of.
public protocol AveragedFace: Sendable {
  var path: String { get }
  /// 68 points, px of the photo.
  var landmarks: [SIMD2<Float>] { get }
  /// Nil: only the average of all has it.
  var cluster: Int? { get }
  /// Width and height of the photo that the points belong to, px; nil where that is not known.
  var photoSize: SIMD2<Double>? { get }
}

/// Faces by cluster, and the mean shape of each cluster and of all on one canvas: averages can be
/// laid over each other.
public struct AveragePlan: Sendable {
  public struct Group: Sendable {
    /// Indices into the plan's faces, in their order.
    public let members: [Int]
    /// The mean of all members' shapes: 68 points, px of the canvas.
    public let shape: [SIMD2<Double>]
  }

  public let faces: [any AveragedFace]
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
  public init?(_ faces: [any AveragedFace], size: Int) {
    let usable = faces.indices.filter { hasArea(faces[$0].landmarks) }
    func mean(_ members: [Int]) -> [SIMD2<Double>]? {
      meanShape(of: members.lazy.map { faces[$0].landmarks })
    }
    guard let shape = mean(usable), let frame = AverageFrame(around: shape, size: size) else {
      return nil
    }
    self.faces = faces
    self.size = size
    whole = Group(members: usable, shape: frame.reference)
    let groups = Dictionary(grouping: usable) { faces[$0].cluster }
    unclustered = groups[nil] ?? []
    clusters = groups.keys.compactMap { $0 }.sorted().compactMap { number in
      guard let members = groups[number], let shape = mean(members).flatMap(frame.place) else {
        return nil
      }
      return (number, Group(members: members, shape: shape))
    }
  }
}

/// Whether these are 68 finite points that are not all one.
public func hasArea(_ landmarks: [SIMD2<Float>]) -> Bool {
  guard landmarks.count == LandmarkPredictor.pointCount, let first = landmarks.first else {
    return false
  }
  return landmarks.allSatisfy { $0.x.isFinite && $0.y.isFinite }
    && landmarks.contains { $0 != first }
}
