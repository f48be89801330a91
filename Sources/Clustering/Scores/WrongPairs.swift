import Threads

/// The pairs of rows that best show where a clustering contradicts known names.
///
/// Wrongly joined: two rows of different names in one cluster; the nearer they are, the worse, as
/// the vectors hardly distinguish them. Wrongly parted: two rows of one name in different clusters;
/// the farther apart, the worse. Each row proposes its own worst pair, and occurs in a list only
/// once, so that one odd row does not fill it.
public struct WrongPairs: Sendable, Equatable {
  public struct Pair: Sendable, Equatable {
    /// Indices of the rows, the lower one first.
    public let first: Int
    public let second: Int

    /// Euclidean distance.
    public let distance: Double

    public init(first: Int, second: Int, distance: Double) {
      self.first = first
      self.second = second
      self.distance = distance
    }
  }

  /// Nearest first.
  public let joined: [Pair]

  /// Farthest first.
  public let parted: [Pair]

  /// Whether only a sample of the rows was compared.
  public let isSampled: Bool

  /// - Parameters:
  ///   - most: the maximum length of each list.
  ///   - limit: with more rows than this, only this many, drawn at random, are compared, as the
  ///     cost grows with the square.
  /// - Complexity: O(n² · dimensions), where n is the number of rows compared.
  public init(
    _ vectors: Vectors, names: [some Hashable], assignments: [Int], most: Int = 10,
    limit: Int = Silhouette.defaultLimit, threads: Int = Parallel.processors,
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      names.count == vectors.count && assignments.count == vectors.count,
      "a name and a cluster for each row")
    let numbers = LabelEncoding(names).numbers
    isSampled = vectors.count > limit
    let rows =
      isSampled ? generator.nextIndices(limit, below: vectors.count) : Array(0..<vectors.count)
    let sample = isSampled ? vectors.rows(at: rows) : vectors
    let count = rows.count
    let partners = SharedMemory<Int>(repeating: -1, count: 2 * count)
    let squaresFound = SharedMemory<Double>(repeating: 0, count: 2 * count)
    NeighbourDistances(vectors: sample).forEach(Array(0..<count), threads: threads) {
      own, squares, stride in
      var joined = (partner: -1, square: Double.infinity)
      var parted = (partner: -1, square: -Double.infinity)
      for other in 0..<count {
        let square = squares[other * stride]
        let isOneName = numbers[rows[other]] == numbers[rows[own]]
        let isOneCluster = assignments[rows[other]] == assignments[rows[own]]
        if !isOneName, isOneCluster, square < joined.square { joined = (other, square) }
        if isOneName, !isOneCluster, square > parted.square { parted = (other, square) }
      }
      partners.base[own] = joined.partner
      partners.base[count + own] = parted.partner
      squaresFound.base[own] = joined.square
      squaresFound.base[count + own] = parted.square
    }
    func pairs(from offset: Int) -> [Pair] {
      (0..<count).compactMap { own in
        let partner = partners.base[offset + own]
        guard partner >= 0 else { return nil }
        return Pair(
          first: rows[min(own, partner)], second: rows[max(own, partner)],
          distance: squaresFound.base[offset + own].squareRoot())
      }
    }
    joined = Self.worst(pairs(from: 0), most) { $0.distance < $1.distance }
    parted = Self.worst(pairs(from: count), most) { $0.distance > $1.distance }
  }

  private static func worst(
    _ pairs: [Pair], _ most: Int, _ isWorse: (Pair, Pair) -> Bool
  ) -> [Pair] {
    let sorted = pairs.sorted {
      if isWorse($0, $1) { return true }
      return isWorse($1, $0) ? false : ($0.first, $0.second) < ($1.first, $1.second)
    }
    var seen = Set<Int>()
    var chosen: [Pair] = []
    for pair in sorted
    where chosen.count < most && !seen.contains(pair.first) && !seen.contains(pair.second) {
      seen.formUnion([pair.first, pair.second])
      chosen.append(pair)
    }
    return chosen
  }
}
