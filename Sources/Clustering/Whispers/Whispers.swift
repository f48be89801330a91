/// The labels, and which rows may still take another one.
///
/// Rows that must be together act as one row, which has the neighbours of all of them; below, "row"
/// means such a row too.
struct Whispers<Graph: NeighbourGraph> {
  // Plain memory for speed: a million rows each read hundreds of labels, many times.
  private let labels: SharedMemory<UInt32>
  /// Rows whose neighbours' labels changed since they were last looked at.
  private(set) var pending = 0
  /// How many labels changed since all rows were pending.
  private(set) var changes = 0

  private let graph: Graph
  private let links: RowLinks?
  private var isPending: [UInt64]
  /// For each row, the rows that must never have its label; empty if there are none at all.
  private let mates: [[Int]]
  /// Scratch space: how many neighbours have each label, and the labels that occur.
  private let counts: SharedMemory<UInt32>
  private var seen: [UInt32] = []

  /// The label of each row.
  var rowLabels: [Int] {
    (0..<graph.count).map { Int(labels.base[links?.roots[$0] ?? $0]) }
  }

  init(_ graph: Graph, _ groups: [Int]?, _ linked: LinkedRows?) {
    let count = graph.count
    self.graph = graph
    labels = SharedMemory(repeating: 0, count: count)
    for row in 0..<count { labels.base[row] = UInt32(row) }
    counts = SharedMemory(repeating: 0, count: count)
    links = linked.map { RowLinks($0, count: count) }
    isPending = [UInt64](repeating: 0, count: (count + 63) / 64)
    mates = Self.mates(groups, links, count: count)
    markAllPending()
  }

  /// Marks all rows as pending, and resets ``changes``.
  mutating func markAllPending() {
    changes = 0
    for row in 0..<graph.count where links?.roots[row] ?? row == row { markPending(row) }
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

  /// Gives a row the label that most of its neighbours have; on a tie, the lowest. The label of a
  /// mate (see `mates`) is never taken: all labels differ at the start, so no two mates ever have
  /// the same one.
  mutating func update(_ picked: Int) {
    let row = links?.roots[picked] ?? picked
    let bit = UInt64(1) << UInt64(row % 64)
    guard isPending[row / 64] & bit != 0 else { return }
    isPending[row / 64] &= ~bit
    pending -= 1

    seen.removeAll(keepingCapacity: true)
    forEachNeighbour(of: row) { whispers, neighbour in
      let label = whispers.labels.base[neighbour]
      if whispers.counts.base[Int(label)] == 0 { whispers.seen.append(label) }
      whispers.counts.base[Int(label)] += 1
    }
    if !mates.isEmpty {
      for mate in mates[row] { counts.base[Int(labels.base[mate])] = 0 }
    }
    let best = takeMostFrequent(before: labels.base[row])
    guard best != labels.base[row] else { return }
    labels.base[row] = best
    changes += 1
    forEachNeighbour(of: row) { $0.markPending($1) }
    if !mates.isEmpty {
      for mate in mates[row] { markPending(mate) }
    }
  }

  /// The label that was counted most often, or the previous label where none was counted. Resets
  /// the counts to 0.
  private func takeMostFrequent(before label: UInt32) -> UInt32 {
    var (best, most) = (label, UInt32(0))
    for label in seen {
      let count = counts.base[Int(label)]
      if count > most || (count == most && most > 0 && label < best) {
        (best, most) = (label, count)
      }
      counts.base[Int(label)] = 0
    }
    return best
  }

  @inline(__always) private mutating func forEachNeighbour(
    of row: Int, _ body: (inout Self, Int) -> Void
  ) {
    guard let links else {
      graph.forEach(of: row) { body(&self, $0) }
      return
    }
    for member in links.members[row] ?? [row] {
      graph.forEach(of: member) { body(&self, links.roots[$0]) }
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
  /// For a row that also acts for others, all of them.
  let members: [Int: [Int]]
  private let linked: LinkedRows

  init(_ linked: LinkedRows, count: Int) {
    let roots = (0..<count).map { linked.root(of: $0) }
    let rows = (0..<count).filter { roots[$0] != $0 }
    var members: [Int: [Int]] = [:]
    for row in rows { members[roots[row], default: [roots[row]]].append(row) }
    (self.roots, self.members, self.linked) = (roots, members, linked)
  }

  /// For each row that acts, the rows that must not have its label.
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
