import FaceGeometry

/// A face that averages are made of.
public protocol AveragedFace: Sendable {
  var path: String { get }
  /// px of the photo; nil where there are none.
  var landmarks: CompactLandmarks? { get }
  /// Nil: only the average of all has it.
  var cluster: Int? { get }
  /// Width and height of the photo that the points belong to, px; nil where that is not known.
  var photoSize: SIMD2<Double>? { get }
  /// Whether what is left of a damaged photo will do.
  var isOfDamagedPhoto: Bool { get }
}

/// Faces by cluster, and the mean shape of each cluster and of all on one canvas: averages can be
/// laid over each other.
public struct AveragePlan: Sendable {
  public struct Group: Sendable {
    /// Indices into the plan's faces, in their order.
    public let members: [Int]
    /// The mean of all members' shapes, px of the canvas.
    public let shape: Landmarks
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
  ///   - faces: a face without landmarks, or with such as have no extent, is left out.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Returns: nil where there is no face to average.
  /// - Complexity: O(faces).
  public init?(_ faces: [any AveragedFace], size: Int) {
    let shapes = faces.lazy.map { $0.landmarks.map { Landmarks($0) } }
    let usable = shapes.indices.filter { shapes[$0]?.hasExtent ?? false }
    func mean(_ members: [Int]) -> Landmarks? {
      meanShape(of: members.lazy.compactMap { shapes[$0] })
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
