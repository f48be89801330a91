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

  // MARK: Among all pairs

  /// Clusters the rows of `vectors`, of which some may be the same.
  ///
  /// - Parameter links: all of them can be met, with `apart` too (see ``LinkedRows``), and all are
  ///   kept.
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
  ///   - groups: rows of one number (the faces of one photo) never share a cluster; nil sets
  ///     nothing apart.
  ///   - links: all of them can be met, and all are kept: rows that must come together act as one,
  ///     which has the neighbours of them all.
  /// - Precondition: all numbers are finite.
  /// - Complexity: O(n² · dimensions) for the distances, and O(edges) a round, of which a few are
  ///   made; memory n² / 8 bytes at most, whatever the rows are.
  public func fit(
    _ vectors: Vectors, apart groups: [Int]? = nil, links: [Link] = [],
    using generator: inout SeededGenerator
  ) -> Result {
    precondition(threshold >= 0 && iterations >= 1 && threads >= 1, "counts start at 1")
    return cluster(
      Neighbourhoods(of: vectors, within: threshold, threads: threads), groups, links, &generator)
  }

  // MARK: Among those that lists find

  /// Clusters rows of a table; their neighbours are looked for in inverted lists.
  ///
  /// - Parameters:
  ///   - rows: in the order in which they are numbered below and in the result.
  ///   - apart: which rows must not come together, and which are the same; nil sets nothing apart.
  ///   - links: as above.
  /// - Complexity: O(n · √n · dimensions), and O(edges) a round; memory of 2 bytes an edge.
  public func fit(
    _ table: CompactVectors, rows: [Int], apart: Apart? = nil, links: [Link] = [],
    using generator: inout SeededGenerator
  ) -> Result {
    precondition(threshold >= 0 && iterations >= 1 && threads >= 1, "counts start at 1")
    let different = apart.map { DifferentRows($0, links) }
    let own = different.map { $0.rows.map { rows[$0] } } ?? rows
    // Picks are those that they would be among all pairs.
    var copy = generator
    var draws = SeededGenerator(seed: copy.next())
    let lists = InvertedLists(
      table, rows: own, sizes: .init(rows: own.count), threads: threads, using: &draws)
    let found = ProbedNeighbours(in: lists, within: threshold, threads: threads)
    let (groups, links) = (different?.groups, different?.links ?? links)
    guard let places = lists.places else {
      let result = cluster(found, groups, links, &generator)
      return different.map { numbered($0.all(result.assignments)) } ?? result
    }
    var numbers = [Int](repeating: 0, count: places.count)
    for (number, place) in places.enumerated() { numbers[Int(place)] = number }
    let result = cluster(
      found, groups.map { groups in places.map { groups[Int($0)] } },
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
      // A row may have a neighbour whose neighbour it is not, and which does not tell it.
      if whispers.pending == 0, !graph.isSymmetric, whispers.changes > 0 {
        whispers.markAllPending()
      }
    }
    return numbered(whispers.rowLabels)
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

/// Rows without those that are the same as an earlier one.
private struct DifferentRows {
  /// Those that are left, ascending.
  let rows: [Int]
  let groups: [Int]
  let links: [ChineseWhispers.Link]
  let areAll: Bool
  /// For each of all rows its place among those that are left.
  private let places: [Int]

  init(_ apart: ChineseWhispers.Apart, _ links: [ChineseWhispers.Link]) {
    let rows = apart.same.indices.filter { apart.same[$0] == $0 }
    var places = [Int](repeating: 0, count: apart.same.count)
    for (place, row) in rows.enumerated() { places[row] = place }
    places = apart.same.map { places[$0] }
    (self.rows, self.places, areAll) = (rows, places, rows.count == apart.same.count)
    groups = rows.map { apart.groups[$0] }
    self.links = links.map {
      .init(places[$0.first], places[$0.second], isTogether: $0.isTogether)
    }
  }

  /// What is known of the rows that are left, for all.
  func all(_ clusters: [Int]) -> [Int] { places.map { clusters[$0] } }
}
