/// Three pictures, two of one group and one of another.
public struct Question: Sendable, Equatable {
  /// The faces of each picture, in the order in which the pictures stand, as indices into the
  /// plan's faces: one face, or those that are averaged.
  public var pictures: [[Int]]
  /// The place of the picture that is of another group, 0 … 2.
  public var odd: Int
  /// Whether the groups are random ones.
  public var isControl: Bool
  /// The number of the group that two pictures are of, and that of the odd one's.
  public var groups: SIMD2<Int>

  public init(pictures: [[Int]], odd: Int, isControl: Bool, groups: SIMD2<Int>) {
    self.pictures = pictures
    self.odd = odd
    self.isControl = isControl
    self.groups = groups
  }
}
