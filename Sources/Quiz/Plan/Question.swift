/// Three pictures, two of one group and one of another.
public struct Question: Sendable, Equatable {
  /// The faces of each picture, as indices into the plan's faces: one face, or the faces that are
  /// averaged. The pictures are in the order in which they are shown.
  public var pictures: [[Int]]
  /// The position of the picture that is of another group, 0 … 2.
  public var odd: Int
  /// Whether the groups are random.
  public var isControl: Bool
  /// The number of the group of the two pictures that belong together, and that of the odd one.
  public var groups: SIMD2<Int>

  public init(pictures: [[Int]], odd: Int, isControl: Bool, groups: SIMD2<Int>) {
    self.pictures = pictures
    self.odd = odd
    self.isControl = isControl
    self.groups = groups
  }
}
