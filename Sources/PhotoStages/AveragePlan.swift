import FaceGeometry

/// A face to be averaged.
public protocol AveragedFace: Sendable {
  var path: String { get }
  /// px of the photo; nil if it has none.
  var landmarks: CompactLandmarks? { get }
  /// Nil: the face is only part of the average of all.
  var cluster: Int? { get }
  /// Width and height of the photo when the landmarks were found, px; nil if unknown.
  var photoSize: SIMD2<Double>? { get }
  /// Whether a damaged photo is accepted.
  var isOfDamagedPhoto: Bool { get }
}

/// Faces by cluster, and the mean shapes of each cluster and of all faces on the same canvas, so
/// that the averages can be superimposed.
public struct AveragePlan: Sendable {
  public struct Group: Sendable {
    /// Indices into the plan's faces, in ascending order.
    public let members: [Int]
    /// The mean of all members' shapes, px of the canvas.
    public let shape: Landmarks
  }

  public let faces: [any AveragedFace]
  /// Width and height of the canvas, px.
  public let size: Int
  /// All faces.
  public let whole: Group
  /// One per cluster, sorted by number.
  public let clusters: [(number: Int, group: Group)]
  /// Faces without a cluster.
  let unclustered: [Int]

  /// - Parameters:
  ///   - faces: faces without landmarks, or whose landmarks have no extent, are left out.
  ///   - size: width and height of the canvas, 8 … 4096 px.
  /// - Returns: nil if there is no face to average.
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
