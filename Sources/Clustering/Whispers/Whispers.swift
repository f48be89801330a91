/// The labels, and which rows may still take another one.
///
/// Rows that must come together act as one, which has the neighbours of them all; below, each of
/// these is a row as well.
struct Whispers {
  private var labels: [Int]
  /// Rows whose neighbours' labels changed since they were last looked at.
  private(set) var pending = 0

  private let neighbourhoods: Neighbourhoods
  private let links: RowLinks?
  private var isPending: [UInt64]
  /// For each row those that never have its label; empty where there are none.
  private let mates: [[Int]]
  /// Scratch: how many neighbours have a label, and the labels that any has.
  private var counts: [Int32]
  private var seen: [Int] = []

  /// The label of each row.
  var rowLabels: [Int] { links.map { links in links.roots.map { labels[$0] } } ?? labels }

  init(_ neighbourhoods: Neighbourhoods, _ groups: [Int]?, _ linked: LinkedRows?) {
    let count = neighbourhoods.rows.count
    self.neighbourhoods = neighbourhoods
    labels = Array(0..<count)
    counts = [Int32](repeating: 0, count: count)
    links = linked.map { RowLinks($0, count: count) }
    isPending = [UInt64](repeating: 0, count: (count + 63) / 64)
    mates = Self.mates(groups, links, count: count)
    for row in 0..<count where links?.roots[row] ?? row == row { markPending(row) }
  }

  private static func mates(_ groups: [Int]?, _ links: RowLinks?, count: Int) -> [[Int]] {
    guard groups != nil || links != nil else { return [] }
    var mates = [[Int]](repeating: [], count: count)
    if let groups {
      precondition(groups.count == count, "a group for each row")
      let members = Dictionary(grouping: 0..<count) { groups[$0] }
      mates = (0..<count).map { row in (members[groups[row]] ?? []).filter { $0 != row } }
    }
    return links?.mates(mates) ?? mates
  }

  /// Gives a row the label that most of its neighbours have; of equally frequent ones the lowest. A
  /// label that a mate has is not to be had: all labels differ at the start, so no two mates ever
  /// have the same.
  mutating func update(_ picked: Int) {
    let row = links?.roots[picked] ?? picked
    let bit = UInt64(1) << UInt64(row % 64)
    guard isPending[row / 64] & bit != 0 else { return }
    isPending[row / 64] &= ~bit
    pending -= 1

    seen.removeAll(keepingCapacity: true)
    forEachNeighbour(of: row) { whispers, neighbour in
      let label = whispers.labels[neighbour]
      if whispers.counts[label] == 0 { whispers.seen.append(label) }
      whispers.counts[label] += 1
    }
    if !mates.isEmpty {
      for mate in mates[row] { counts[labels[mate]] = 0 }
    }
    var best = labels[row]
    var most: Int32 = 0
    for label in seen {
      if counts[label] > most || (counts[label] == most && most > 0 && label < best) {
        (best, most) = (label, counts[label])
      }
      counts[label] = 0
    }
    guard best != labels[row] else { return }
    labels[row] = best
    forEachNeighbour(of: row) { $0.markPending($1) }
    if !mates.isEmpty {
      for mate in mates[row] { markPending(mate) }
    }
  }

  @inline(__always) private mutating func forEachNeighbour(
    of row: Int, _ body: (inout Whispers, Int) -> Void
  ) {
    guard let links else {
      neighbourhoods.forEach(of: row) { body(&self, $0) }
      return
    }
    for member in links.members[row] ?? [row] {
      neighbourhoods.forEach(of: member) { body(&self, links.roots[$0]) }
    }
  }

  private mutating func markPending(_ row: Int) {
    let bit = UInt64(1) << UInt64(row % 64)
    guard isPending[row / 64] & bit == 0 else { return }
    isPending[row / 64] |= bit
    pending += 1
  }
}

/// Rows that act as one.
private struct RowLinks {
  /// For each row the one that acts for it.
  let roots: [Int]
  /// For a row that acts for others too, all of them.
  let members: [Int: [Int]]
  private let linked: LinkedRows

  init(_ linked: LinkedRows, count: Int) {
    let roots = (0..<count).map { linked.root(of: $0) }
    let rows = (0..<count).filter { roots[$0] != $0 }
    var members: [Int: [Int]] = [:]
    for row in rows { members[roots[row], default: [roots[row]]].append(row) }
    (self.roots, self.members, self.linked) = (roots, members, linked)
  }

  /// For each row that acts those that must not have its label.
  ///
  /// - Parameter mates: the same for each row alone.
  func mates(_ mates: [[Int]]) -> [[Int]] {
    roots.indices.map { row in
      guard roots[row] == row else { return [] }
      let apart = Set((members[row] ?? [row]).flatMap { mates[$0] }.map { roots[$0] })
      return apart.union(linked.parted(from: row)).subtracting([row]).sorted()
    }
  }
}
