import Threads

/// Chinese whispers (Biemann 2006) as dlib has it: rows nearer than a threshold are neighbours;
/// every row starts with a label of its own; then rows, picked at random, take the label that most
/// of their neighbours have. How many clusters come of it is not asked for.
///
/// A pick changes nothing unless a neighbour's label changed since the row was last looked at, so
/// such picks are passed over, and the work ends when nothing can change any more: the result is
/// that of all picks.
public struct ChineseWhispers: Sendable {
  /// Rows nearer than this are neighbours.
  public var threshold = 0.5

  /// Picks, in times the number of rows.
  public var iterations = 100

  /// Threads to use for distances; the result does not depend on it.
  public var threads = Parallel.processors

  public init() {}

  public struct Result: Sendable, Equatable {
    /// The cluster of each row: 0 is the largest, ties by first appearance.
    public let assignments: [Int]

    /// Rows in each cluster, falling.
    public let sizes: [Int]
  }

  /// Rows that must not come together.
  public struct Apart: Sendable {
    /// Rows of one number (the faces of one photo) never share a cluster, unless they are the
    /// same.
    public let groups: [Int]

    /// For each row the first one that is the same thing (a face that is listed twice), itself
    /// where there is none before it. Rows that are the same always share a cluster.
    public let same: [Int]

    public init(groups: [Int], same: [Int]) {
      precondition(groups.count == same.count, "one of each for every row")
      (self.groups, self.same) = (groups, same)
    }
  }

  /// Clusters the rows of `vectors`, of which some may be the same.
  public func fit(
    _ vectors: Vectors, apart: Apart, using generator: inout some RandomNumberGenerator
  ) -> Result {
    let kept = apart.same.indices.filter { apart.same[$0] == $0 }
    guard kept.count < vectors.count else {
      return fit(vectors, apart: apart.groups, using: &generator)
    }
    let result = fit(
      vectors.rows(at: kept), apart: kept.map { apart.groups[$0] }, using: &generator)
    var clusters = [Int](repeating: 0, count: vectors.count)
    for (place, row) in kept.enumerated() { clusters[row] = result.assignments[place] }
    return numbered(apart.same.map { clusters[$0] })
  }

  /// Clusters the rows of `vectors`.
  ///
  /// - Parameter groups: rows of one number (the faces of one photo) never share a cluster; nil
  ///   sets nothing apart.
  /// - Precondition: all numbers are finite.
  /// - Complexity: O(n² · dimensions) for the distances, and O(edges) a round, of which a few are
  ///   made; memory n² / 8 bytes at most, whatever the rows are.
  public func fit(
    _ vectors: Vectors, apart groups: [Int]? = nil,
    using generator: inout some RandomNumberGenerator
  ) -> Result {
    precondition(threshold >= 0 && iterations >= 1 && threads >= 1, "counts start at 1")
    return cluster(
      Neighbourhoods(of: vectors, within: threshold, threads: threads), groups, &generator)
  }

  private func cluster(
    _ neighbourhoods: Neighbourhoods, _ groups: [Int]?,
    _ generator: inout some RandomNumberGenerator
  ) -> Result {
    let count = neighbourhoods.rows.count
    var whispers = Whispers(neighbourhoods, groups)
    var picks = iterations * count
    while picks > 0, whispers.pending > 0 {
      whispers.update(generator.nextIndex(below: count))
      picks -= 1
    }
    return numbered(whispers.labels)
  }

  /// Labels as cluster numbers, by size.
  private func numbered(_ labels: [Int]) -> Result {
    var sizes = [Int](repeating: 0, count: labels.count)
    for label in labels { sizes[label] += 1 }
    let order = bySize(sizes: sizes, labels: labels).filter { sizes[$0] > 0 }
    var numbers = [Int](repeating: 0, count: labels.count)
    for (number, label) in order.enumerated() { numbers[label] = number }
    return Result(assignments: labels.map { numbers[$0] }, sizes: order.map { sizes[$0] })
  }
}

/// The labels, and which rows may still take another one.
private struct Whispers {
  private(set) var labels: [Int]
  /// Rows whose neighbours' labels changed since they were last looked at.
  private(set) var pending: Int

  private let neighbourhoods: Neighbourhoods
  private var isPending: [UInt64]
  /// For each row the others of its group.
  private let mates: [[Int]]
  /// Scratch: how many neighbours have a label, and the labels that any has.
  private var counts: [Int32]
  private var seen: [Int] = []

  init(_ neighbourhoods: Neighbourhoods, _ groups: [Int]?) {
    let count = neighbourhoods.rows.count
    self.neighbourhoods = neighbourhoods
    labels = Array(0..<count)
    counts = [Int32](repeating: 0, count: count)
    isPending = [UInt64](repeating: .max, count: (count + 63) / 64)
    pending = count
    if let groups {
      precondition(groups.count == count, "a group for each row")
      let members = Dictionary(grouping: 0..<count) { groups[$0] }
      mates = (0..<count).map { row in (members[groups[row]] ?? []).filter { $0 != row } }
    } else {
      mates = []
    }
  }

  /// Gives a row the label that most of its neighbours have; of equally frequent ones the lowest. A
  /// label that another row of its group has is not to be had: all labels differ at the start, so
  /// no two of a group ever have the same.
  mutating func update(_ row: Int) {
    let bit = UInt64(1) << UInt64(row % 64)
    guard isPending[row / 64] & bit != 0 else { return }
    isPending[row / 64] &= ~bit
    pending -= 1

    seen.removeAll(keepingCapacity: true)
    neighbourhoods.forEach(of: row) { neighbour in
      let label = labels[neighbour]
      if counts[label] == 0 { seen.append(label) }
      counts[label] += 1
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
    neighbourhoods.forEach(of: row) { markPending($0) }
    if !mates.isEmpty {
      for mate in mates[row] { markPending(mate) }
    }
  }

  private mutating func markPending(_ row: Int) {
    let bit = UInt64(1) << UInt64(row % 64)
    guard isPending[row / 64] & bit == 0 else { return }
    isPending[row / 64] |= bit
    pending += 1
  }
}
