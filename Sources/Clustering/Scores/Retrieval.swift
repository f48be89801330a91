import Threads

/// How often the nearest other row has the same name: how well vectors distinguish names, without
/// any clusters.
public struct Retrieval: Sendable, Equatable {
  /// Indices of the rows that were looked up: those whose name occurs at least twice, or a sample
  /// of them, ascending.
  public let rows: [Int]

  /// For each of `rows`, the rank of the nearest row of the same name among all other rows, from 1.
  /// A row of another name at the same distance counts as nearer.
  public let ranks: [Int]

  /// Whether `rows` is only a sample of the rows that could be looked up.
  public let isSampled: Bool

  /// The accuracy to expect if the nearest row were any other row at random: (others of the same
  /// name) / (all others), averaged.
  public let chance: Double

  /// Share of `rows` whose nearest row has the same name (rank 1).
  public var accuracy: Double { Double(ranks.count { $0 == 1 }) / Double(ranks.count) }

  /// Median of `ranks`; for an even number of ranks, the mean of the two in the middle.
  public var medianRank: Double {
    let sorted = ranks.sorted()
    return Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Returns nil where no name occurs twice. Every row can be found as a neighbour, even if its
  /// name occurs once.
  ///
  /// - Parameter pairs: the maximum number of pairs of rows to compare; with more rows than its
  ///   square root, only a sample is looked up.
  /// - Complexity: O(min(n², pairs) · dimensions).
  public init?(
    _ vectors: Vectors, names: [some Hashable], pairs: Int = 100_000_000,
    threads: Int = Parallel.processors, using generator: inout some RandomNumberGenerator
  ) {
    precondition(names.count == vectors.count, "a name for each row")
    let encoding = LabelEncoding(names)
    let (numbers, sizes) = (encoding.numbers, encoding.sizes)
    var queries = numbers.indices.filter { sizes[numbers[$0]] > 1 }
    guard !queries.isEmpty else { return nil }
    let limit = max(1, pairs / vectors.count)
    isSampled = queries.count > limit
    if isSampled {
      queries = generator.nextIndices(limit, below: queries.count).map { queries[$0] }
    }

    let rows = queries
    let ranks = SharedMemory<Int>(repeating: 0, count: rows.count)
    NeighbourDistances(vectors: vectors).forEach(rows, threads: threads) {
      position, squares, stride in
      let own = rows[position]
      var nearest = Double.infinity
      for row in 0..<numbers.count where numbers[row] == numbers[own] && row != own {
        nearest = min(nearest, squares[row * stride])
      }
      var rank = 1
      for row in 0..<numbers.count
      where numbers[row] != numbers[own] && squares[row * stride] <= nearest { rank += 1 }
      ranks.base[position] = rank
    }
    self.rows = rows
    self.ranks = ranks.array
    let others = Double(vectors.count - 1)
    chance = rows.reduce(0) { $0 + Double(sizes[numbers[$1]] - 1) / others } / Double(rows.count)
  }
}
