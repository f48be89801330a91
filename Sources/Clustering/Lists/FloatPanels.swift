import CProducts

/// Some rows of a table, laid out for products with many others: sixteen rows per panel.
struct FloatPanels: Sendable {
  static let lanes = PANEL_ROWS

  let count: Int
  private let dimensions: Int
  private let numbers: SharedMemory<Float>
  /// Squared lengths; infinite after the last row.
  private let squares: SharedMemory<Float>

  var panelCount: Int { (count + Self.lanes - 1) / Self.lanes }

  /// - Parameter origin: subtracted from each row, so that large numbers do not hide small
  ///   differences.
  init(_ table: CompactVectors, rows: some RandomAccessCollection<Int>, origin: [Float]) {
    self.init(count: rows.count, dimensions: table.dimensions) { index, target in
      let row = table[rows[rows.index(rows.startIndex, offsetBy: index)]]
      for column in 0..<table.dimensions { target[column] = row[column] - origin[column] }
    }
  }

  /// Panels of rows that `fill` writes, one after the other.
  init(count: Int, dimensions: Int, fill: (Int, UnsafeMutablePointer<Float>) -> Void) {
    (self.count, self.dimensions) = (count, dimensions)
    let padded = (count + Self.lanes - 1) / Self.lanes * Self.lanes
    numbers = SharedMemory(repeating: 0, count: padded * dimensions)
    squares = SharedMemory(repeating: .infinity, count: padded)
    let row = SharedMemory<Float>(repeating: 0, count: dimensions)
    for index in 0..<count {
      fill(index, row.base)
      let target = numbers.base + index / Self.lanes * Self.lanes * dimensions + index % Self.lanes
      var square = 0.0
      for column in 0..<dimensions {
        target[column * Self.lanes] = row.base[column]
        square += Double(row.base[column]) * Double(row.base[column])
      }
      squares.base[index] = Float(square)
    }
  }

  /// Squared distances of some rows to all of these, minus the rows' own squared lengths. Those of
  /// row `index` begin at `index * panelCount * lanes`; they are infinite after the last.
  ///
  /// - Parameter panels: the panels to compare with.
  func partialSquares(
    of rows: [UnsafePointer<Float>?], panels: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let width = panels.count * Self.lanes
    rows.withUnsafeBufferPointer { rows in
      panel_products(
        rows.baseAddress, rows.count, numbers.base + panels.lowerBound * Self.lanes * dimensions,
        panels.count, dimensions, target)
    }
    for index in rows.indices {
      let own = target + index * width
      let lengths = squares.base + panels.lowerBound * Self.lanes
      for start in stride(from: 0, to: width, by: SIMD8<Float>.lanes) {
        let products = SIMD8<Float>.load(UnsafePointer(own) + start)
        (SIMD8<Float>.load(UnsafePointer(lengths) + start) - 2 * products).store(to: own + start)
      }
    }
  }
}
