/// A growable list of equally long vectors, one per row, in one flat row-major array of doubles.
public struct Vectors: Sendable, Equatable {
  /// Numbers in a row, at least 1.
  public let dimensions: Int

  /// All rows, one after the other: `count * dimensions` numbers.
  public private(set) var values: [Double]

  /// Number of rows.
  public var count: Int { values.count / dimensions }

  public var isEmpty: Bool { values.isEmpty }

  /// No rows yet.
  ///
  /// - Precondition: `dimensions >= 1`.
  public init(dimensions: Int) {
    precondition(dimensions >= 1, "a vector needs at least one number")
    self.dimensions = dimensions
    values = []
  }

  /// Rows from one flat array.
  ///
  /// - Precondition: `values.count` is a multiple of `dimensions`.
  public init(values: [Double], dimensions: Int) {
    precondition(
      dimensions >= 1 && values.count.isMultiple(of: dimensions), "rows of unequal length")
    self.dimensions = dimensions
    self.values = values
  }

  /// Rows from arrays of equal length; at least one row.
  public init(_ rows: [[Double]]) {
    precondition(!rows.isEmpty, "without a row the number of dimensions is unknown")
    self.init(dimensions: rows[0].count)
    reserveCapacity(rows.count)
    for row in rows { append(row) }
  }

  public mutating func reserveCapacity(_ rows: Int) {
    values.reserveCapacity(rows * dimensions)
  }

  /// Adds one row at the end.
  ///
  /// - Precondition: the row holds `dimensions` finite numbers.
  /// - Complexity: O(dimensions), amortised.
  public mutating func append(_ row: some Collection<Double>) {
    precondition(row.count == dimensions, "a row of another length")
    values.append(contentsOf: row)
  }

  /// Row `index`, as a slice of `values`.
  public subscript(index: Int) -> ArraySlice<Double> {
    values[index * dimensions..<(index + 1) * dimensions]
  }

  /// The rows with these indices, in this order; an index may occur twice.
  public func rows(at indices: some Collection<Int>) -> Vectors {
    var result = Vectors(dimensions: dimensions)
    result.reserveCapacity(indices.count)
    for index in indices { result.append(self[index]) }
    return result
  }

  /// Arithmetic mean of each column; zeros without rows.
  public func columnMeans() -> [Double] {
    var means = [Double](repeating: 0, count: dimensions)
    guard count > 0 else { return means }
    forEachRow { row in
      for column in 0..<row.count { means[column] += row[column] }
    }
    for column in 0..<dimensions { means[column] /= Double(count) }
    return means
  }

  /// Population variance of each column around `means`, in squares of `units` (nil: 1); zeros
  /// without rows.
  public func columnVariances(around means: [Double], units: [Double]? = nil) -> [Double] {
    // Units are usually powers of two, so that nothing is rounded here.
    let factors = units?.map { 1 / $0 } ?? [Double](repeating: 1, count: dimensions)
    var variances = [Double](repeating: 0, count: dimensions)
    guard count > 0 else { return variances }
    forEachRow { row in
      for column in 0..<row.count {
        let difference = (row[column] - means[column]) * factors[column]
        variances[column] += difference * difference
      }
    }
    for column in 0..<dimensions { variances[column] /= Double(count) }
    return variances
  }

  func forEachRow(_ body: (UnsafeBufferPointer<Double>) -> Void) {
    values.withUnsafeBufferPointer { all in
      for start in stride(from: 0, to: all.count, by: dimensions) {
        body(UnsafeBufferPointer(rebasing: all[start..<start + dimensions]))
      }
    }
  }
}
