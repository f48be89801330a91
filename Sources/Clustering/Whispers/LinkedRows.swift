/// Must-link and cannot-link constraints between rows (Wagstaff and Cardie 2000) that can all be
/// met: a constraint that contradicts earlier ones is refused.
public struct LinkedRows: Sendable {
  /// Why two rows cannot be together.
  public enum Refusal: Error, Sendable {
    /// A cannot-link separates them, or rows that they are together with.
    case parted
    /// They are in the same group, or rows that they are together with are.
    case sameGroup
  }

  /// Union-find: each row's parent on the way to the root, which represents all rows that are
  /// together.
  private var parents: [Int]
  /// For a root that represents other rows too, how many there are in all.
  private var sizes: [Int: Int] = [:]
  /// For a root, the roots of the rows that must stay apart from it.
  private var parted: [Int: Set<Int>] = [:]
  /// For a root that represents other rows too, the groups of all of them.
  private var groups: [Int: Set<Int>] = [:]
  private let groupOf: [Int]?

  /// - Parameters:
  ///   - count: the number of rows, none of which is linked yet.
  ///   - groups: rows with the same number (the faces of one photo) must not be together; nil keeps
  ///     nothing apart.
  public init(count: Int, groups: [Int]? = nil) {
    parents = Array(0..<count)
    groupOf = groups
  }

  /// The row that represents all rows together with this one.
  ///
  /// - Complexity: O(log n) for n rows that are together.
  public func root(of row: Int) -> Int {
    var row = row
    while parents[row] != row { row = parents[row] }
    return row
  }

  /// Why two rows cannot be together; nil where they can.
  public func refusal(_ first: Int, _ second: Int) -> Refusal? {
    let (a, b) = (root(of: first), root(of: second))
    guard a != b else { return nil }
    if parted[a]?.contains(b) ?? false { return .parted }
    guard groupOf == nil || groups(of: a).isDisjoint(with: groups(of: b)) else { return .sameGroup }
    return nil
  }

  /// Puts two rows together, along with all rows that each is together with.
  ///
  /// - Throws: `Refusal` where they cannot be together; nothing is changed then.
  /// - Complexity: O(n) for n rows that either is kept apart from.
  public mutating func join(_ first: Int, _ second: Int) throws(Refusal) {
    if let refusal = refusal(first, second) { throw refusal }
    unite(first, second)
  }

  /// Puts rows together that are the same, whatever their groups say.
  public mutating func unite(_ first: Int, _ second: Int) {
    var (kept, gone) = (root(of: first), root(of: second))
    guard kept != gone else { return }
    if (sizes[kept] ?? 1, gone) < (sizes[gone] ?? 1, kept) { swap(&kept, &gone) }
    if groupOf != nil { groups[kept] = groups(of: kept).union(groups(of: gone)) }
    groups[gone] = nil
    sizes[kept] = (sizes[kept] ?? 1) + (sizes.removeValue(forKey: gone) ?? 1)
    parents[gone] = kept
    for other in parted.removeValue(forKey: gone) ?? [] {
      parted[other]?.remove(gone)
      parted[other]?.insert(kept)
      parted[kept, default: []].insert(other)
    }
  }

  /// Keeps two rows apart, along with all rows that each is together with.
  ///
  /// - Returns: false where they are together; nothing is changed then.
  public mutating func part(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (root(of: first), root(of: second))
    guard a != b else { return false }
    parted[a, default: []].insert(b)
    parted[b, default: []].insert(a)
    return true
  }

  /// For a root, the roots of the rows that must stay apart from it.
  func parted(from root: Int) -> Set<Int> { parted[root] ?? [] }

  private func groups(of root: Int) -> Set<Int> {
    groups[root] ?? groupOf.map { [$0[root]] } ?? []
  }
}

extension ChineseWhispers {
  /// A must-link or cannot-link constraint between two rows.
  public struct Link: Sendable, Equatable {
    public let first: Int
    public let second: Int
    public let isTogether: Bool

    public init(_ first: Int, _ second: Int, isTogether: Bool) {
      (self.first, self.second, self.isTogether) = (first, second, isTogether)
    }
  }
}

extension LinkedRows {
  /// Rows with links that can all be met, and without groups.
  init(_ links: [ChineseWhispers.Link], count: Int) {
    self.init(count: count)
    for link in links {
      if link.isTogether { unite(link.first, link.second) }
    }
    for link in links where !link.isTogether { _ = part(link.first, link.second) }
  }
}
