/// Rows in single precision, laid out for computing the distances from four of them to eight others
/// at a time.
final class FloatRows: Sendable {
  typealias Lanes = SIMD8<Float>
  /// The number of rows for which each number of a panel is loaded only once.
  static let side = 4

  let count: Int
  let dimensions: Int
  /// All rows in panels of eight, and row by row.
  private let panels: SharedMemory<Float>
  private let rows: SharedMemory<Float>
  /// Squared lengths; infinite after the last row.
  private let squares: SharedMemory<Float>
  /// A bound on each row's part of the error of a squared distance, from rounding to floats
  /// (including underflow) and from adding as many products as there are dimensions. Infinite where
  /// a sum may overflow.
  private let errorBounds: SharedMemory<Float>

  var panelCount: Int { Clustering.panelCount(count, as: Lanes.self) }

  /// - Parameters:
  ///   - vectors: the rows.
  ///   - errors: for each row, a bound on further errors of its squared distances.
  init(_ vectors: Vectors, errors: [Double]? = nil) {
    count = vectors.count
    dimensions = vectors.dimensions
    let padded = Clustering.panelCount(count, as: Lanes.self) * Lanes.lanes
    rows = SharedMemory(repeating: 0, count: count * dimensions)
    squares = SharedMemory(repeating: .infinity, count: padded)
    errorBounds = SharedMemory(repeating: 0, count: padded)
    panels = SharedMemory(repeating: 0, count: padded * dimensions)
    for (index, value) in vectors.values.enumerated() { rows.base[index] = Float(value) }
    for row in 0..<count {
      let square = vectors[row].reduce(0) { $0 + $1 * $1 }
      squares.base[row] = Float(square)
      let rounding = (square * 0x1p-23 + 0x1p-148) * Double(dimensions + 8)
      let errorBound = rounding + (errors?[row] ?? 0)
      errorBounds.base[row] = square < 0x1p125 ? Float(errorBound) : .infinity
      let target = panels.base + (row / Lanes.lanes) * Lanes.lanes * dimensions + row % Lanes.lanes
      for column in 0..<dimensions {
        target[column * Lanes.lanes] = rows.base[row * dimensions + column]
      }
    }
  }

  /// Squared distances of one row to the rows of a panel, and bounds on their errors. NaN counts as
  /// too close to call, as any comparison with it is false.
  struct Distances {
    let squares: Lanes
    let errors: Lanes
  }

  /// Turns the products of a row with each row of a panel into distances.
  @inline(__always)
  func distances(of row: Int, toPanel panel: Int, _ products: Lanes) -> Distances {
    let start = panel * Lanes.lanes
    let lengths = Lanes.load(squares.base + start) + squares.base[row]
    return Distances(
      squares: lengths - 2 * products,
      errors: Lanes.load(errorBounds.base + start) + errorBounds.base[row])
  }

  /// The products of four rows, from `first` on, with each row of a panel. Past the end, the last
  /// row is repeated.
  @inline(__always)
  func products(of first: Int, withPanel panel: Int) -> (Lanes, Lanes, Lanes, Lanes) {
    func row(_ offset: Int) -> UnsafeMutablePointer<Float> {
      rows.base + min(first + offset, count - 1) * dimensions
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

  /// Whether all squared distances of four rows, from `first` on, to the rows of a panel are
  /// certainly above a limit.
  @inline(__always)
  func areFar(_ first: Int, fromPanel panel: Int, limit: Float) -> Bool {
    let products = products(of: first, withPanel: panel)
    @inline(__always) func excess(_ offset: Int, _ products: Lanes) -> SIMDMask<SIMD8<Int32>> {
      let distances = distances(of: min(first + offset, count - 1), toPanel: panel, products)
      return distances.squares - distances.errors .> limit
    }
    let far =
      excess(0, products.0) .& excess(1, products.1) .& excess(2, products.2)
      .& excess(3, products.3)
    return all(far)
  }
}
