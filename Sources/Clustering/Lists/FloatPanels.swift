import CProducts

/// Some rows of a table, laid out for products with many others: sixteen rows a panel.
struct FloatPanels: Sendable {
  static let lanes = PANEL_ROWS

  let count: Int
  private let dimensions: Int
  private let numbers: SharedMemory<Float>
  /// Squared lengths, infinite behind the last row.
  private let squares: SharedMemory<Float>

  var panelCount: Int { (count + Self.lanes - 1) / Self.lanes }

  /// - Parameter origin: what is subtracted from each row, so that sizes do not hide differences.
  init(_ table: CompactVectors, rows: some RandomAccessCollection<Int>, origin: [Float]) {
    self.init(count: rows.count, dimensions: table.dimensions) { place, target in
      let row = table[rows[rows.index(rows.startIndex, offsetBy: place)]]
      for column in 0..<table.dimensions { target[column] = row[column] - origin[column] }
    }
  }

  /// Rows that `fill` writes, one after the other.
  init(count: Int, dimensions: Int, fill: (Int, UnsafeMutablePointer<Float>) -> Void) {
    (self.count, self.dimensions) = (count, dimensions)
    let padded = (count + Self.lanes - 1) / Self.lanes * Self.lanes
    numbers = SharedMemory(repeating: 0, count: padded * dimensions)
    squares = SharedMemory(repeating: .infinity, count: padded)
    let row = SharedMemory<Float>(repeating: 0, count: dimensions)
    for place in 0..<count {
      fill(place, row.base)
      let target = numbers.base + place / Self.lanes * Self.lanes * dimensions + place % Self.lanes
      var square = 0.0
      for column in 0..<dimensions {
        target[column * Self.lanes] = row.base[column]
        square += Double(row.base[column]) * Double(row.base[column])
      }
      squares.base[place] = Float(square)
    }
  }

  /// Squared distances of some rows to all of these, less the rows' own squared lengths: those of
  /// row `place` from `place * panelCount * lanes` on; infinite behind the last.
  ///
  /// - Parameter panels: which panels to look at.
  func partialSquares(
    of rows: [UnsafePointer<Float>?], panels: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let width = panels.count * Self.lanes
    rows.withUnsafeBufferPointer { rows in
      panel_products(
        rows.baseAddress, rows.count, numbers.base + panels.lowerBound * Self.lanes * dimensions,
        panels.count, dimensions, target)
    }
    for place in rows.indices {
      let own = target + place * width
      let lengths = squares.base + panels.lowerBound * Self.lanes
      for start in stride(from: 0, to: width, by: SIMD8<Float>.lanes) {
        let products = SIMD8<Float>.load(UnsafePointer(own) + start)
        (SIMD8<Float>.load(UnsafePointer(lengths) + start) - 2 * products).store(to: own + start)
      }
    }
  }
}
