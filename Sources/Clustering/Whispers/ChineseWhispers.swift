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
  ///
  /// - Parameter links: all of them can be met, with `apart` too (see ``LinkedRows``), and all are
  ///   kept.
  public func fit(
    _ vectors: Vectors, apart: Apart, links: [Link] = [],
    using generator: inout some RandomNumberGenerator
  ) -> Result {
    let kept = apart.same.indices.filter { apart.same[$0] == $0 }
    guard kept.count < vectors.count else {
      return fit(vectors, apart: apart.groups, links: links, using: &generator)
    }
    var places = [Int](repeating: 0, count: vectors.count)
    for (place, row) in kept.enumerated() { places[row] = place }
    let place = { (row: Int) in places[apart.same[row]] }
    let result = fit(
      vectors.rows(at: kept), apart: kept.map { apart.groups[$0] },
      links: links.map { Link(place($0.first), place($0.second), isTogether: $0.isTogether) },
      using: &generator)
    return numbered((0..<vectors.count).map { result.assignments[place($0)] })
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
    using generator: inout some RandomNumberGenerator
  ) -> Result {
    precondition(threshold >= 0 && iterations >= 1 && threads >= 1, "counts start at 1")
    return cluster(
      Neighbourhoods(of: vectors, within: threshold, threads: threads), groups,
      links.isEmpty ? nil : LinkedRows(links, count: vectors.count), &generator)
  }

  private func cluster(
    _ neighbourhoods: Neighbourhoods, _ groups: [Int]?, _ links: LinkedRows?,
    _ generator: inout some RandomNumberGenerator
  ) -> Result {
    let count = neighbourhoods.rows.count
    var whispers = Whispers(neighbourhoods, groups, links)
    var picks = iterations * count
    while picks > 0, whispers.pending > 0 {
      whispers.update(generator.nextIndex(below: count))
      picks -= 1
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
