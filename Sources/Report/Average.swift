/// The average face of a cluster, or of all faces.
public struct Average: Sendable {
  /// Nil: of all faces.
  public var cluster: Int?
  /// A JPEG; ``ImageSource/none`` draws the mean landmarks. Links make no sense here and are drawn
  /// too.
  public var image: ImageSource
  /// 68 mean points in a frame that all averages of the page share, y down; may be empty where
  /// there is a JPEG.
  public var landmarks: [SIMD2<Float>]

  public init(cluster: Int?, image: ImageSource = .none, landmarks: [SIMD2<Float>] = []) {
    self.cluster = cluster
    self.image = image
    self.landmarks = landmarks
  }
}
