/// Rows that must come together and rows that must not (Wagstaff and Cardie 2000), as far as all of
/// it can be met: what contradicts what was said before is refused.
public struct LinkedRows: Sendable {
  /// Why rows cannot come together.
  public enum Refusal: Error, Sendable {
    /// They were said to be apart, or what they are together with was.
    case parted
    /// They are of one group, or what they are together with is.
    case sameGroup
  }

  /// On the way to the row that stands for all that are together.
  private var parents: [Int]
  /// For a row that stands for others, how many they are.
  private var sizes: [Int: Int] = [:]
  /// For a row that stands for others, those that stand for what must not come to it.
  private var parted: [Int: Set<Int>] = [:]
  /// For a row that stands for others, the groups of them all.
  private var groups: [Int: Set<Int>] = [:]
  private let groupOf: [Int]?

  /// - Parameters:
  ///   - count: of rows, none of which is linked yet.
  ///   - groups: rows of one number (the faces of one photo) never come together; nil sets nothing
  ///     apart.
  public init(count: Int, groups: [Int]? = nil) {
    parents = Array(0..<count)
    groupOf = groups
  }

  /// The row that stands for all that are together with this one.
  ///
  /// - Complexity: O(log(rows that are together)).
  public func root(of row: Int) -> Int {
    var row = row
    while parents[row] != row { row = parents[row] }
    return row
  }

  /// Why two rows cannot come together; nil where they can.
  public func refusal(_ first: Int, _ second: Int) -> Refusal? {
    let (a, b) = (root(of: first), root(of: second))
    guard a != b else { return nil }
    if parted[a]?.contains(b) ?? false { return .parted }
    guard groupOf == nil || groups(of: a).isDisjoint(with: groups(of: b)) else { return .sameGroup }
    return nil
  }

  /// Puts two rows together, and all that each is together with.
  ///
  /// - Throws: `Refusal` where they cannot be; nothing has changed then.
  /// - Complexity: O(what either is apart from).
  public mutating func join(_ first: Int, _ second: Int) throws(Refusal) {
    if let refusal = refusal(first, second) { throw refusal }
    unite(first, second)
  }

  /// Puts rows together that are the same thing, whatever their groups say.
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

  /// Keeps two rows apart, and all that each is together with.
  ///
  /// - Returns: false where they are together; nothing has changed then.
  public mutating func part(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (root(of: first), root(of: second))
    guard a != b else { return false }
    parted[a, default: []].insert(b)
    parted[b, default: []].insert(a)
    return true
  }

  /// For a row that stands for others or itself, those that stand for what must not come to it.
  func parted(from root: Int) -> Set<Int> { parted[root] ?? [] }

  private func groups(of root: Int) -> Set<Int> {
    groups[root] ?? groupOf.map { [$0[root]] } ?? []
  }
}

extension ChineseWhispers {
  /// Two rows that must come together, or must not.
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
  /// Rows with links that can all be met, where nothing else keeps rows apart.
  init(_ links: [ChineseWhispers.Link], count: Int) {
    self.init(count: count)
    for link in links {
      if link.isTogether { unite(link.first, link.second) }
    }
    for link in links where !link.isTogether { _ = part(link.first, link.second) }
  }
}
