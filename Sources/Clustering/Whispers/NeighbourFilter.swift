import Threads

/// Finds neighbours in single precision, and in double precision where single is too close to call.
///
/// Long rows are first compared along the few axes on which they vary most: a distance is never
/// less than its projection on some axes, and most pairs are already too far apart there.
final class NeighbourFilter: Sendable {
  /// Number of rows that are compared with a panel while it is in the cache.
  static let tile = 16
  private static let axes = 32
  /// With this many numbers per row and this many rows, finding the axes costs less than it saves.
  private static let sizes = (dimensions: 4 * axes...8 * axes, rows: 2000...)

  private let vectors: Vectors
  /// The squared threshold, also as a float for the first comparison.
  private let square: Double
  private var limit: Float { Float(square) }
  private let whole: FloatRows
  private let projections: FloatRows?

  init(_ vectors: Vectors, threshold: Double, threads: Int) {
    self.vectors = vectors
    square = threshold * threshold
    whole = FloatRows(vectors)
    let isWorthIt =
      Self.sizes.dimensions.contains(vectors.dimensions) && Self.sizes.rows.contains(vectors.count)
    projections = isWorthIt ? Self.projections(of: vectors, threads: threads) : nil
  }

  /// The rows projected on their main axes.
  private static func projections(of vectors: Vectors, threads: Int) -> FloatRows {
    let axes = mainAxes(of: vectors)
    let parts = Parallel.map(vectors.count, threads: threads) { row in
      vectors.values.withUnsafeBufferPointer { values in
        axes.values.withUnsafeBufferPointer { axes in
          (0..<Self.axes).map { axis in
            var sum = 0.0
            for column in 0..<vectors.dimensions {
              sum +=
                axes[axis * vectors.dimensions + column] * values[row * vectors.dimensions + column]
            }
            return sum
          }
        }
      }
    }
    // The axes are orthonormal, up to rounding.
    let errors = (0..<vectors.count).map { row in
      vectors[row].reduce(0) { $0 + $1 * $1 } * 0x1p-40
    }
    return FloatRows(Vectors(values: parts.flatMap(\.self), dimensions: Self.axes), errors: errors)
  }

  /// The axes along which a sample of the rows varies most.
  private static func mainAxes(of vectors: Vectors) -> Vectors {
    let step = vectors.count / 1000
    let sample = vectors.rows(at: stride(from: 0, to: vectors.count, by: step).map(\.self))
    return SymmetricMatrix(covarianceOf: sample).eigen().vectors.rows(at: 0..<axes)
  }

  /// The neighbours of a tile's rows.
  func rows(inTile number: Int) -> [Neighbourhoods.Row] {
    let first = number * Self.tile
    let count = min(Self.tile, vectors.count - first)
    let words = (vectors.count + 63) / 64
    var bits = [UInt64](repeating: 0, count: Self.tile * words)
    for panel in 0..<whole.panelCount {
      for start in stride(from: 0, to: count, by: FloatRows.side) {
        if let projections, projections.areFar(first + start, fromPanel: panel, limit: limit) {
          continue
        }
        let products = whole.products(of: first + start, withPanel: panel)
        mark(&bits, start, first, words, panel, products.0)
        mark(&bits, start + 1, first, words, panel, products.1)
        mark(&bits, start + 2, first, words, panel, products.2)
        mark(&bits, start + 3, first, words, panel, products.3)
      }
    }
    return (0..<count).map { compressed(bits[$0 * words..<($0 + 1) * words]) }
  }

  /// Sets the bits of a panel's rows that are neighbours of row `first + offset`.
  @inline(__always)
  private func mark(
    _ bits: inout [UInt64], _ offset: Int, _ first: Int, _ words: Int, _ panel: Int,
    _ products: FloatRows.Lanes
  ) {
    let own = first + offset
    guard own < vectors.count else { return }
    let distances = whole.distances(of: own, toPanel: panel, products)
    let isFar = distances.squares - distances.errors .> limit
    guard !all(isFar) else { return }
    for lane in 0..<FloatRows.Lanes.lanes where !isFar[lane] {
      let row = panel * FloatRows.Lanes.lanes + lane
      guard row < vectors.count else { break }
      if distances.squares[lane] + distances.errors[lane] < limit || isNeighbour(own, row) {
        bits[offset * words + row / 64] |= 1 << UInt64(row % 64)
      }
    }
  }

  private func isNeighbour(_ a: Int, _ b: Int) -> Bool {
    squaredDistance(vectors[a], vectors[b]) < square
  }

  private func compressed(_ words: ArraySlice<UInt64>) -> Neighbourhoods.Row {
    let count = words.reduce(0) { $0 + $1.nonzeroBitCount }
    guard count * 32 < vectors.count else { return .bits(Array(words)) }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(count)
    forEachBit(of: words) { numbers.append(UInt32($0)) }
    return .numbers(numbers)
  }
}
