import Threads

/// Which rows are near which.
protocol NeighbourGraph: Sendable {
  /// Number of rows.
  var count: Int { get }
  /// Whether every row is a neighbour of all its neighbours.
  var isSymmetric: Bool { get }
  /// Calls `body` with every neighbour of a row.
  func forEach(of row: Int, _ body: (Int) -> Void)
}

/// Which rows are nearer to each other than a threshold: a graph in as few bytes as its rows allow.
///
/// A row with few neighbours stores their numbers; one with many stores a bit for every row. So
/// `count` rows take at most count² / 8 bytes (12.5 MB for 10,000 rows, however similar), and 4
/// bytes per edge where there are few.
struct Neighbourhoods: NeighbourGraph {
  enum Row: Sendable {
    case numbers([UInt32])
    /// One bit per row, 64 rows per word.
    case bits([UInt64])
  }

  let rows: [Row]
  var count: Int { rows.count }
  var isSymmetric: Bool { true }

  /// Finds the neighbours of every row, including itself if `threshold` is above 0: rows at
  /// Euclidean distances below `threshold`. Double precision decides where single precision is too
  /// close to call.
  ///
  /// - Complexity: O(n² · dimensions) time.
  init(of vectors: Vectors, within threshold: Double, threads: Int) {
    let filter = NeighbourFilter(vectors, threshold: threshold, threads: threads)
    let tile = NeighbourFilter.tile
    let tiles = (vectors.count + tile - 1) / tile
    rows = Parallel.map(tiles, threads: threads) { filter.rows(inTile: $0) }.flatMap(\.self)
  }

  /// Calls `body` with every neighbour of a row, ascending.
  @inline(__always) func forEach(of row: Int, _ body: (Int) -> Void) {
    switch rows[row] {
    case .numbers(let numbers):
      for number in numbers { body(Int(number)) }
    case .bits(let words):
      forEachBit(of: words, body)
    }
  }
}

/// Calls `body` with the number of every bit that is set, ascending.
@inline(__always) func forEachBit(of words: some Collection<UInt64>, _ body: (Int) -> Void) {
  for (index, word) in words.enumerated() {
    var rest = word
    while rest != 0 {
      body(index * 64 + rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }
}
