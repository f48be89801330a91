import Threads

/// For each of many rows the nearest of some centres.
struct NearestLists: Sendable {
  /// How many are kept for each row.
  let depth: Int
  /// The nearest centre of row r at r · depth, the next one behind it; of equally near ones the
  /// lowest.
  let numbers: SharedMemory<UInt32>

  /// Rows that are looked at together.
  private static let block = 64
  /// Panels of centres that stay in the cache while a block's rows are looked at.
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

  /// What is known of some rows, by their places.
  func rows(at places: UnsafeBufferPointer<UInt32>) -> NearestLists {
    let result = SharedMemory<UInt32>(repeating: 0, count: places.count * depth)
    for (place, row) in places.enumerated() {
      for rank in 0..<depth {
        result.base[place * depth + rank] = numbers.base[Int(row) * depth + rank]
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
        let places = first..<min(rows.count, first + group)
        centres.partialSquares(
          of: places.map { shifted[$0] }, panels: panels, into: squares.base)
        for place in places {
          keep(
            squares.base + (place - first) * width, width, start * FloatPanels.lanes, depth,
            best.base + place * depth, target + place * depth)
        }
      }
    }
  }

  /// Keeps the least of some squares, and of those that were kept before, in ascending order.
  @inline(__always) private static func keep(
    _ squares: UnsafePointer<Float>, _ width: Int, _ firstCentre: Int, _ depth: Int,
    _ best: UnsafeMutablePointer<Float>, _ numbers: UnsafeMutablePointer<UInt32>
  ) {
    for start in stride(from: 0, to: width, by: SIMD8<Float>.lanes) {
      let lanes = SIMD8<Float>.load(squares + start)
      guard any(lanes .< best[depth - 1]) else { continue }
      for lane in 0..<SIMD8<Float>.lanes where lanes[lane] < best[depth - 1] {
        var place = depth - 1
        while place > 0, lanes[lane] < best[place - 1] {
          best[place] = best[place - 1]
          numbers[place] = numbers[place - 1]
          place -= 1
        }
        best[place] = lanes[lane]
        numbers[place] = UInt32(firstCentre + start + lane)
      }
    }
  }
}

/// Some rows of a table, from which an origin was subtracted.
struct ShiftedRows {
  private let dimensions: Int
  private let numbers: SharedMemory<Float>

  init(
    _ table: CompactVectors, rows: some RandomAccessCollection<Int>, _ origin: [Float]
  ) {
    dimensions = table.dimensions
    numbers = SharedMemory(repeating: 0, count: rows.count * dimensions)
    for (place, row) in rows.enumerated() {
      let (source, target) = (table[row], numbers.base + place * dimensions)
      for column in 0..<dimensions { target[column] = source[column] - origin[column] }
    }
  }

  subscript(place: Int) -> UnsafePointer<Float> {
    UnsafePointer(numbers.base + place * dimensions)
  }
}
