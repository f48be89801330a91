import FaceGeometry

/// The average face of a cluster, or of all faces.
public struct Average: Sendable {
  /// Nil for the average of all faces.
  public var cluster: Int?
  /// A JPEG; for ``ImageSource/none`` (and links, which make no sense here) the mean landmarks are
  /// drawn.
  public var image: ImageSource
  /// The mean shape, in a frame shared by all averages of the page; may be nil if there is a JPEG.
  public var landmarks: CompactLandmarks?

  public init(cluster: Int?, image: ImageSource = .none, landmarks: CompactLandmarks? = nil) {
    self.cluster = cluster
    self.image = image
    self.landmarks = landmarks
  }
}
