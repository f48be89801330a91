import FaceGeometry

/// The average face of a cluster, or of all faces.
public struct Average: Sendable {
  /// Nil: of all faces.
  public var cluster: Int?
  /// A JPEG; ``ImageSource/none`` draws the mean landmarks. Links make no sense here and are drawn
  /// too.
  public var image: ImageSource
  /// The mean shape in a frame that all averages of the page share; may be nil where there is a
  /// JPEG.
  public var landmarks: CompactLandmarks?

  public init(cluster: Int?, image: ImageSource = .none, landmarks: CompactLandmarks? = nil) {
    self.cluster = cluster
    self.image = image
    self.landmarks = landmarks
  }
}
