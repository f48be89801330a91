import Threads

/// Chinese whispers (Biemann 2006) as in dlib: rows nearer than a threshold are neighbours; every
/// row starts with a label of its own; then rows, picked at random, take the label that most of
/// their neighbours have. The number of clusters need not be given.
///
/// A pick changes nothing unless a neighbour's label has changed since the row was last picked. So
/// other picks are skipped, and the work ends when nothing can change any more: the result is the
/// same as with all picks.
public struct ChineseWhispers: Sendable {
  /// Rows nearer than this are neighbours.
  public var threshold = 0.5

  /// The number of picks, as a multiple of the number of rows.
  public var iterations = 100

  /// Threads to use for distances; the result does not depend on it.
  public var threads = Parallel.processors

  public init() {}

  public struct Result: Sendable, Equatable {
    /// The cluster of each row: 0 is the largest, ties by first appearance.
    public let assignments: [Int]

    /// Number of rows in each cluster, in descending order.
    public let sizes: [Int]
  }

  /// Rows that must not share a cluster.
  public struct Apart: Sendable {
    /// Rows with the same number here (the faces of one photo) never share a cluster, unless they
    /// are the same face.
    public let groups: [Int]

    /// For each row, the first row that is the same (a face that is listed twice); the row itself
    /// if there is none before it. Such rows always share a cluster.
    public let same: [Int]

    public init(groups: [Int], same: [Int]) {
      precondition(groups.count == same.count, "one of each for every row")
      (self.groups, self.same) = (groups, same)
    }
  }

  // MARK: Among all pairs

  /// Clusters the rows of `vectors`, of which some may be the same.
  ///
  /// - Parameter links: all of them can be met together, and together with `apart` (see
  ///   ``LinkedRows``); all are respected.
  public func fit(
    _ vectors: Vectors, apart: Apart, links: [Link] = [],
    using generator: inout SeededGenerator
  ) -> Result {
    let different = DifferentRows(apart, links)
    let result = fit(
      different.areAll ? vectors : vectors.rows(at: different.rows), apart: different.groups,
      links: different.links, using: &generator)
    return different.areAll ? result : numbered(different.all(result.assignments))
  }

  /// Clusters the rows of `vectors`.
  ///
  /// - Parameters:
  ///   - groups: rows with the same number (the faces of one photo) never share a cluster; nil
  ///     keeps nothing apart.
  ///   - links: all of them can be met, and all are respected: rows that must be together act as
  ///     one row, which has the neighbours of all of them.
  /// - Precondition: all numbers are finite.
  /// - Complexity: O(n² · dimensions) for the distances, and O(edges) for each of a few rounds; at
  ///   most n² / 8 bytes of memory, whatever the rows are.
  public func fit(
    _ vectors: Vectors, apart groups: [Int]? = nil, links: [Link] = [],
    using generator: inout SeededGenerator
  ) -> Result {
    precondition(threshold >= 0 && iterations >= 1 && threads >= 1, "counts start at 1")
    return cluster(
      Neighbourhoods(of: vectors, within: threshold, threads: threads), groups, links, &generator)
  }

  // MARK: Among those that lists find

  /// Clusters rows of a table, looking for neighbours in inverted lists.
  ///
  /// - Parameters:
  ///   - rows: in the order in which the other parameters and the result number them.
  ///   - apart: which rows must not share a cluster, and which are the same; nil keeps nothing
  ///     apart.
  ///   - links: as above.
  /// - Complexity: O(n · √n · dimensions), and O(edges) per round; 2 bytes of memory per edge.
  public func fit(
    _ table: CompactVectors, rows: [Int], apart: Apart? = nil, links: [Link] = [],
    using generator: inout SeededGenerator
  ) -> Result {
    precondition(threshold >= 0 && iterations >= 1 && threads >= 1, "counts start at 1")
    let different = apart.map { DifferentRows($0, links) }
    let own = different.map { $0.rows.map { rows[$0] } } ?? rows
    // The copy leaves `generator` as it is, so that the picks are the same as among all pairs.
    var copy = generator
    var draws = SeededGenerator(seed: copy.next())
    let lists = InvertedLists(
      table, rows: own, sizes: .init(rows: own.count), threads: threads, using: &draws)
    let found = ProbedNeighbours(in: lists, within: threshold, threads: threads)
    let (groups, links) = (different?.groups, different?.links ?? links)
    guard let inputIndices = lists.inputIndices else {
      let result = cluster(found, groups, links, &generator)
      return different.map { numbered($0.all(result.assignments)) } ?? result
    }
    var numbers = [Int](repeating: 0, count: inputIndices.count)
    for (number, index) in inputIndices.enumerated() { numbers[Int(index)] = number }
    let result = cluster(
      found, groups.map { groups in inputIndices.map { groups[Int($0)] } },
      links.map {
        Link(numbers[$0.first], numbers[$0.second], isTogether: $0.isTogether)
      }, &generator)
    let assignments = numbers.map { result.assignments[$0] }
    return numbered(different?.all(assignments) ?? assignments)
  }

  private func cluster(
    _ graph: some NeighbourGraph, _ groups: [Int]?, _ links: [Link],
    _ generator: inout SeededGenerator
  ) -> Result {
    let linked = links.isEmpty ? nil : LinkedRows(links, count: graph.count)
    var whispers = Whispers(graph, groups, linked)
    var picks = iterations * graph.count
    while picks > 0, whispers.pending > 0 {
      whispers.update(generator.nextIndex(below: graph.count))
      picks -= 1
      // A row may have a neighbour that does not have it as a neighbour, and so does not mark it
      // pending.
      if whispers.pending == 0, !graph.isSymmetric, whispers.changes > 0 {
        whispers.markAllPending()
      }
    }
    return numbered(whispers.rowLabels)
  }

  /// Turns labels into cluster numbers, by size.
  private func numbered(_ labels: [Int]) -> Result {
    var sizes = [Int](repeating: 0, count: labels.count)
    for label in labels { sizes[label] += 1 }
    let order = bySize(sizes: sizes, labels: labels).filter { sizes[$0] > 0 }
    var numbers = [Int](repeating: 0, count: labels.count)
    for (number, label) in order.enumerated() { numbers[label] = number }
    return Result(assignments: labels.map { numbers[$0] }, sizes: order.map { sizes[$0] })
  }
}

/// Rows without those that are the same as an earlier one.
private struct DifferentRows {
  /// The remaining rows, ascending.
  let rows: [Int]
  let groups: [Int]
  let links: [ChineseWhispers.Link]
  let areAll: Bool
  /// For each row, the index in `rows` of the one that represents it.
  private let positions: [Int]

  init(_ apart: ChineseWhispers.Apart, _ links: [ChineseWhispers.Link]) {
    let rows = apart.same.indices.filter { apart.same[$0] == $0 }
    var positions = [Int](repeating: 0, count: apart.same.count)
    for (position, row) in rows.enumerated() { positions[row] = position }
    positions = apart.same.map { positions[$0] }
    (self.rows, self.positions, areAll) = (rows, positions, rows.count == apart.same.count)
    groups = rows.map { apart.groups[$0] }
    self.links = links.map {
      .init(positions[$0.first], positions[$0.second], isTogether: $0.isTogether)
    }
  }

  /// Extends the clusters of the remaining rows to all rows.
  func all(_ clusters: [Int]) -> [Int] { positions.map { clusters[$0] } }
}
