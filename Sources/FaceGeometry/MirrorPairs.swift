/// Which point of a face becomes which in a mirror: the left ear lobe becomes the right one, the
/// chin stays the chin.
public struct MirrorPairs: Sendable, Equatable {
  /// For each point, the index of its partner; its own index for a point on the face's axis.
  public let partners: [Int]

  /// - Returns: nil unless each point is its partner's partner.
  public init?(partners: [Int]) {
    for (point, partner) in partners.enumerated() {
      guard partners.indices.contains(partner), partners[partner] == point else { return nil }
    }
    self.partners = partners
  }

  /// Finds the pairs from the mean of many faces: of all points and mirror images of points, the
  /// two nearest to each other are partners, then the two nearest of the rest, and so on.
  ///
  /// - Parameter mean: px of the ``UprightFrame``.
  /// - Returns: nil where a point is left without a partner, itself included, within a quarter of
  ///   the distance between the eyes, such as a scar on one cheek.
  /// - Complexity: O(points² log points).
  public init?(of mean: [SIMD2<Double>]) {
    let limit = UprightFrame.eyeDistance / 4
    var near: [(distance: Double, point: Int, partner: Int)] = []
    for (point, place) in mean.enumerated() {
      let image = UprightFrame.mirrored(place)
      for partner in point..<mean.count {
        let distance = norm(mean[partner] - image)
        if distance <= limit { near.append((distance, point, partner)) }
      }
    }
    near.sort { ($0.distance, $0.point, $0.partner) < ($1.distance, $1.point, $1.partner) }
    var partners = [Int?](repeating: nil, count: mean.count)
    for (_, point, partner) in near where partners[point] == nil && partners[partner] == nil {
      (partners[point], partners[partner]) = (partner, point)
    }
    guard !partners.contains(nil) else { return nil }
    self.init(partners: partners.compactMap(\.self))
  }

  /// The 68 landmarks'.
  public static let landmarks: MirrorPairs = {
    var partners = Array(0..<Landmarks.count)
    // Jaw, brows, nostrils and lips are numbered from one side to the other.
    for run in [0...16, 17...26, 31...35, 48...54, 55...59, 60...64, 65...67] {
      for point in run { partners[point] = run.lowerBound + run.upperBound - point }
    }
    // Eyes: upper lids from left to right, lower lids back.
    for (left, right) in [(36, 45), (37, 44), (38, 43), (39, 42), (40, 47), (41, 46)] {
      (partners[left], partners[right]) = (right, left)
    }
    return MirrorPairs(checked: partners)
  }()

  private init(checked partners: [Int]) { self.partners = partners }
}
