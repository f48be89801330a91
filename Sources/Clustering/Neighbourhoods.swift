/// Which rows lie nearer to each other than a threshold: a graph in as few bytes as its rows allow.
///
/// A row with few neighbours keeps their numbers, one with many a bit for every row, so that `count` rows take at most
/// count² / 8 bytes (12.5 MB for 10,000 rows, however alike they are), and 4 bytes an edge where there are few.
struct Neighbourhoods: Sendable {
  enum Row: Sendable {
    case numbers([UInt32])
    /// One bit a row, 64 rows a word.
    case bits([UInt64])
  }

  let rows: [Row]

  /// Finds the neighbours of every row, itself included where `threshold` is above 0: Euclidean distances below
  /// `threshold`, computed in single precision, and in double precision where that is too near to call.
  ///
  /// - Complexity: O(n² · dimensions) time.
  init(of vectors: Vectors, within threshold: Double, threads: Int) {
    let filter = NeighbourFilter(vectors, threshold: threshold)
    let tile = NeighbourFilter.tile
    let tiles = (vectors.count + tile - 1) / tile
    rows = Parallel.map(tiles, threads: threads) { filter.rows(inTile: $0) }.flatMap(\.self)
  }

  /// From lists of neighbours.
  init(rows: [[UInt32]]) {
    self.rows = rows.map { .numbers($0) }
  }

  /// Calls `body` with every neighbour of a row, ascending.
  @inline(__always) func forEach(of row: Int, _ body: (Int) -> Void) {
    switch rows[row] {
    case .numbers(let numbers):
      for number in numbers { body(Int(number)) }
    case .bits(let words):
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          body(index * 64 + rest.trailingZeroBitCount)
          rest &= rest - 1
        }
      }
    }
  }
}

/// Finds neighbours in single precision, and asks again in double precision where that decides.
private final class NeighbourFilter: Sendable {
  private typealias Lanes = SIMD8<Float>
  /// Rows that are compared with a panel while it is in the cache.
  static let tile = 16
  /// Rows for which each number of a panel is loaded once.
  private static let side = 4

  private let vectors: Vectors
  private let square: Double
  /// All rows in panels, as floats; and row by row.
  private let panels: SharedMemory<Float>
  private let rows: SharedMemory<Float>
  /// Squared lengths.
  private let squares: SharedMemory<Float>
  /// A bound on the error of a squared distance, in parts of the sum of both squared lengths: rounding to floats, and
  /// a sum of as many products as there are dimensions.
  private let error: Float

  init(_ vectors: Vectors, threshold: Double) {
    self.vectors = vectors
    square = threshold * threshold
    let count = vectors.count
    let padded = panelCount(count, as: Lanes.self) * Lanes.lanes
    rows = SharedMemory(repeating: 0, count: count * vectors.dimensions)
    squares = SharedMemory(repeating: .infinity, count: padded)
    panels = SharedMemory(repeating: 0, count: padded * vectors.dimensions)
    error = Float(vectors.dimensions + 8) * 0x1p-23
    for (index, value) in vectors.values.enumerated() { rows.base[index] = Float(value) }
    for row in 0..<count {
      squares.base[row] = Float(vectors[row].reduce(0) { $0 + $1 * $1 })
      let target = panels.base + (row / Lanes.lanes) * Lanes.lanes * vectors.dimensions + row % Lanes.lanes
      for column in 0..<vectors.dimensions {
        target[column * Lanes.lanes] = rows.base[row * vectors.dimensions + column]
      }
    }
  }

  func rows(inTile number: Int) -> [Neighbourhoods.Row] {
    let first = number * Self.tile
    let count = min(Self.tile, vectors.count - first)
    let words = (vectors.count + 63) / 64
    var bits = [UInt64](repeating: 0, count: Self.tile * words)
    for panel in 0..<panelCount(vectors.count, as: Lanes.self) {
      for start in stride(from: 0, to: count, by: Self.side) {
        let sums = products(of: first + start, withPanel: panel)
        mark(&bits, start, first, words, panel, sums.0)
        mark(&bits, start + 1, first, words, panel, sums.1)
        mark(&bits, start + 2, first, words, panel, sums.2)
        mark(&bits, start + 3, first, words, panel, sums.3)
      }
    }
    return (0..<count).map { compressed(bits[$0 * words..<($0 + 1) * words]) }
  }

  /// Sets the bits of a panel's rows that are neighbours of row `first + place`.
  @inline(__always)
  private func mark(
    _ bits: inout [UInt64], _ place: Int, _ first: Int, _ words: Int, _ panel: Int, _ products: Lanes
  ) {
    let own = first + place
    guard own < vectors.count else { return }
    let limit = Float(square)
    let lengths = Lanes.load(squares.base + panel * Lanes.lanes) + squares.base[own]
    let distances = lengths - 2 * products
    let errors = lengths * error
    // Not "below the limit": what is no number is too near to call, too.
    let isFar = distances - errors .> limit
    guard !all(isFar) else { return }
    for lane in 0..<Lanes.lanes where !isFar[lane] {
      let row = panel * Lanes.lanes + lane
      guard row < vectors.count else { break }
      if distances[lane] + errors[lane] < limit || isNeighbour(own, row) {
        bits[place * words + row / 64] |= 1 << UInt64(row % 64)
      }
    }
  }

  /// The products of four rows, from `first` on, with each row of a panel. Behind the last row stands the last again.
  @inline(__always)
  private func products(of first: Int, withPanel panel: Int) -> (Lanes, Lanes, Lanes, Lanes) {
    let dimensions = vectors.dimensions
    func row(_ place: Int) -> UnsafeMutablePointer<Float> {
      rows.base + min(first + place, vectors.count - 1) * dimensions
    }
    let (row0, row1, row2, row3) = (row(0), row(1), row(2), row(3))
    var source = UnsafePointer(panels.base + panel * Lanes.lanes * dimensions)
    var sums = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for column in 0..<dimensions {
      let numbers = Lanes.load(source)
      sums.0 += numbers * row0[column]
      sums.1 += numbers * row1[column]
      sums.2 += numbers * row2[column]
      sums.3 += numbers * row3[column]
      source += Lanes.lanes
    }
    return sums
  }

  private func isNeighbour(_ a: Int, _ b: Int) -> Bool { squaredDistance(vectors[a], vectors[b]) < square }

  private func compressed(_ words: ArraySlice<UInt64>) -> Neighbourhoods.Row {
    let count = words.reduce(0) { $0 + $1.nonzeroBitCount }
    guard count * 32 < vectors.count else { return .bits(Array(words)) }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(count)
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return .numbers(numbers)
  }
}
