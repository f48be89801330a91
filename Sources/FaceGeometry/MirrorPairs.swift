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

  /// Finds the pairs from the mean of many faces: the partner of a point is the one nearest to its
  /// mirror image.
  ///
  /// - Parameter mean: px of the ``UprightFrame``.
  /// - Returns: nil where two points have the same partner, or a point has none within a quarter of
  ///   the distance between the eyes, such as a scar on one cheek.
  /// - Complexity: O(points²).
  public init?(of mean: [SIMD2<Double>]) {
    var partners: [Int] = []
    for point in mean {
      let image = UprightFrame.mirrored(point)
      let squares = mean.map { (($0 - image) * ($0 - image)).sum() }
      guard let nearest = squares.indices.min(by: { squares[$0] < squares[$1] }),
        squares[nearest].squareRoot() <= UprightFrame.eyeDistance / 4
      else { return nil }
      partners.append(nearest)
    }
    self.init(partners: partners)
  }
}
