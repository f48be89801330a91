/// A growable list of equally long vectors in single precision, in blocks that never move: it takes
/// half the memory of ``Vectors``, and does not need twice as much while it grows.
///
/// Numbers may be of any magnitude: all are divided by the same power of two.
///
/// Unchecked, because the compiler cannot see the rule that makes it safe: whoever appends holds
/// the only reference, and nothing is appended once others read.
public final class CompactVectors: @unchecked Sendable {
  /// Numbers in a row, at least 1.
  public let dimensions: Int
  /// Number of rows.
  public private(set) var count = 0
  /// What all numbers were divided by; a power of two.
  public private(set) var unit = 1.0

  private var isUnitGiven = false
  private var blocks: [SharedMemory<Float>] = []
  private static let blockRows = 4096
  /// Up to here, squares of the numbers, and sums of many squares, fit into a float.
  private static let largest = 0x1p32

  /// No rows yet.
  ///
  /// - Precondition: `dimensions >= 1`.
  public init(dimensions: Int) {
    precondition(dimensions >= 1, "a vector needs at least one number")
    self.dimensions = dimensions
  }

  /// A copy of the rows.
  ///
  /// - Parameter unit: a unit in which all numbers are of usual magnitude; nil chooses one.
  public convenience init(_ vectors: Vectors, unit: Double? = nil) {
    self.init(dimensions: vectors.dimensions)
    if let unit { (self.unit, isUnitGiven) = (unit, true) }
    vectors.forEachRow { append($0) }
  }

  /// Adds one row at the end.
  ///
  /// - Precondition: the row holds `dimensions` finite numbers.
  public func append(_ row: [Double]) { row.withUnsafeBufferPointer { append($0) } }

  private func append(_ row: UnsafeBufferPointer<Double>) {
    precondition(row.count == dimensions, "a row of another length")
    var magnitude = 0.0
    for column in 0..<dimensions { magnitude = max(magnitude, row[column].magnitude) }
    if magnitude / unit > Self.largest || (count == 0 && !isUnitGiven) { adopt(magnitude) }
    if count.isMultiple(of: Self.blockRows) {
      blocks.append(SharedMemory(repeating: 0, count: Self.blockRows * dimensions))
    }
    let target = self[count]
    // -0 becomes 0: they are equal, but their bits differ.
    for column in 0..<dimensions { target[column] = Float(row[column] / unit) + 0 }
    count += 1
  }

  /// Adopts a unit that brings a magnitude near 1, where it is not a usual one.
  private func adopt(_ magnitude: Double) {
    let new = powerOfTwo(near: magnitude)
    let factor = Float(unit / new)
    if factor != 1 {
      for block in blocks {
        for position in 0..<block.count { block.base[position] *= factor }
      }
    }
    unit = new
  }

  /// The numbers of row `index`, each times ``unit``.
  subscript(index: Int) -> UnsafeMutablePointer<Float> {
    blocks[index / Self.blockRows].base + index % Self.blockRows * dimensions
  }

  /// Whether two rows hold the same numbers.
  public func areEqual(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (self[first], self[second])
    return (0..<dimensions).allSatisfy { a[$0] == b[$0] }
  }

  /// The mean of each cluster's rows, in cluster order.
  ///
  /// - Parameters:
  ///   - rows: the rows that `assignments` gives clusters for, in the same order.
  ///   - sizes: the number of rows in each cluster; none is empty.
  public func means(of rows: [Int], _ assignments: [Int], sizes: [Int]) -> Vectors {
    precondition(rows.count == assignments.count && sizes.allSatisfy { $0 > 0 })
    var first = [Int](repeating: -1, count: sizes.count)
    var sums = [Double](repeating: 0, count: sizes.count * dimensions)
    for (position, cluster) in assignments.enumerated() {
      if first[cluster] < 0 { first[cluster] = rows[position] }
      let (row, start) = (self[rows[position]], self[first[cluster]])
      for column in 0..<dimensions {
        sums[cluster * dimensions + column] += Double(row[column]) - Double(start[column])
      }
    }
    for cluster in sizes.indices {
      for column in 0..<dimensions {
        let position = cluster * dimensions + column
        sums[position] =
          (Double(self[first[cluster]][column]) + sums[position] / Double(sizes[cluster])) * unit
      }
    }
    return Vectors(values: sums, dimensions: dimensions)
  }
}
