import Threads

/// For each of many rows, the nearest of some centres.
struct NearestLists: Sendable {
  /// How many centres are kept for each row.
  let depth: Int
  /// The nearest centre of row r is at r · depth, followed by the next nearest; on a tie, the
  /// lowest number.
  let numbers: SharedMemory<UInt32>

  /// Number of rows that are processed together.
  private static let block = 64
  /// Number of panels of centres that stay in the cache while a block's rows are processed.
  private static let chunk = 32
  private static let group = 8

  /// - Parameters:
  ///   - rows: of the table.
  ///   - origin: what was subtracted from the centres.
  /// - Precondition: `depth` is at most the number of centres.
  /// - Complexity: O(rows · centres · dimensions).
  init(
    of table: CompactVectors, rows: [Int], origin: [Float], to centres: FloatPanels, depth: Int,
    threads: Int
  ) {
    precondition(depth <= centres.count, "not as many centres")
    self.depth = depth
    let numbers = SharedMemory<UInt32>(repeating: 0, count: rows.count * depth)
    self.numbers = numbers
    Parallel.forEach((rows.count + Self.block - 1) / Self.block, threads: threads) { block in
      let first = block * Self.block
      let rows = rows[first..<min(rows.count, first + Self.block)]
      Self.find(
        table, rows: rows, origin, centres, depth, into: numbers.base + first * depth)
    }
  }

  private init(depth: Int, _ numbers: SharedMemory<UInt32>) {
    (self.depth, self.numbers) = (depth, numbers)
  }

  /// The lists of some rows only, given by their indices.
  func rows(at positions: UnsafeBufferPointer<UInt32>) -> NearestLists {
    let result = SharedMemory<UInt32>(repeating: 0, count: positions.count * depth)
    for (position, row) in positions.enumerated() {
      for rank in 0..<depth {
        result.base[position * depth + rank] = numbers.base[Int(row) * depth + rank]
      }
    }
    return NearestLists(depth: depth, result)
  }

  private static func find(
    _ table: CompactVectors, rows: ArraySlice<Int>, _ origin: [Float], _ centres: FloatPanels,
    _ depth: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    let shifted = ShiftedRows(table, rows: rows, origin)
    let squares = SharedMemory<Float>(
      repeating: 0, count: group * chunk * FloatPanels.lanes)
    let best = SharedMemory<Float>(repeating: .infinity, count: rows.count * depth)
    for start in stride(from: 0, to: centres.panelCount, by: chunk) {
      let panels = start..<min(centres.panelCount, start + chunk)
      let width = panels.count * FloatPanels.lanes
      for first in stride(from: 0, to: rows.count, by: group) {
        let positions = first..<min(rows.count, first + group)
        centres.partialSquares(
          of: positions.map { shifted[$0] }, panels: panels, into: squares.base)
        for position in positions {
          keep(
            squares.base + (position - first) * width, width, start * FloatPanels.lanes, depth,
            best.base + position * depth, target + position * depth)
        }
      }
    }
  }

  /// Keeps the smallest of some squares and those kept before, in ascending order.
  @inline(__always) private static func keep(
    _ squares: UnsafePointer<Float>, _ width: Int, _ firstCentre: Int, _ depth: Int,
    _ best: UnsafeMutablePointer<Float>, _ numbers: UnsafeMutablePointer<UInt32>
  ) {
    for start in stride(from: 0, to: width, by: SIMD8<Float>.lanes) {
      let lanes = SIMD8<Float>.load(squares + start)
      guard any(lanes .< best[depth - 1]) else { continue }
      for lane in 0..<SIMD8<Float>.lanes where lanes[lane] < best[depth - 1] {
        var position = depth - 1
        while position > 0, lanes[lane] < best[position - 1] {
          best[position] = best[position - 1]
          numbers[position] = numbers[position - 1]
          position -= 1
        }
        best[position] = lanes[lane]
        numbers[position] = UInt32(firstCentre + start + lane)
      }
    }
  }
}

/// Some rows of a table, with an origin subtracted.
struct ShiftedRows {
  private let dimensions: Int
  private let numbers: SharedMemory<Float>

  init(
    _ table: CompactVectors, rows: some RandomAccessCollection<Int>, _ origin: [Float]
  ) {
    dimensions = table.dimensions
    numbers = SharedMemory(repeating: 0, count: rows.count * dimensions)
    for (position, row) in rows.enumerated() {
      let (source, target) = (table[row], numbers.base + position * dimensions)
      for column in 0..<dimensions { target[column] = source[column] - origin[column] }
    }
  }

  subscript(position: Int) -> UnsafePointer<Float> {
    UnsafePointer(numbers.base + position * dimensions)
  }
}
