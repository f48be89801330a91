/// A symmetric matrix, stored in full and row-major: for covariance matrices of up to a few hundred
/// columns.
public struct SymmetricMatrix: Sendable, Equatable {
  public let size: Int
  public private(set) var values: [Double]

  /// A matrix of zeros.
  public init(size: Int) {
    self.size = size
    values = [Double](repeating: 0, count: size * size)
  }

  /// - Precondition: `size * size` numbers, symmetric.
  public init(size: Int, values: [Double]) {
    precondition(values.count == size * size, "a square matrix")
    self.size = size
    self.values = values
  }

  /// Covariance of the columns (divided by count - 1, as numpy does it); zeros for fewer than two
  /// rows.
  ///
  /// - Complexity: O(count · dimensions²).
  public init(covarianceOf vectors: Vectors) {
    self.init(size: vectors.dimensions)
    guard vectors.count > 1 else { return }
    let means = vectors.columnMeans()
    vectors.forEachRow { row in
      add(outerProductOf: (0..<row.count).map { row[$0] - means[$0] })
    }
    scale(by: 1 / Double(vectors.count - 1))
  }

  public subscript(row: Int, column: Int) -> Double { values[row * size + column] }

  /// Sum of the diagonal.
  public var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  /// Whether it can be a covariance, up to errors of `tolerance` times the variances: symmetric,
  /// and with no variance below 0 in any direction (tested by a Cholesky decomposition, with that
  /// much added to the diagonal).
  ///
  /// - Complexity: O(size³).
  public func isCovariance(tolerance: Double) -> Bool {
    for row in 0..<size {
      for column in 0..<row {
        let bound = tolerance * max(self[row, row].magnitude, self[column, column].magnitude)
        guard (self[row, column] - self[column, row]).magnitude <= bound else { return false }
      }
    }
    var lower = values
    for row in 0..<size {
      for column in 0...row {
        var rest = lower[row * size + column]
        for k in 0..<column { rest -= lower[row * size + k] * lower[column * size + k] }
        if column < row {
          lower[row * size + column] = rest / lower[column * size + column]
        } else {
          let square = rest + tolerance * trace
          guard square >= 0, square.isFinite else { return false }
          lower[row * size + row] = max(square, .leastNormalMagnitude).squareRoot()
        }
      }
    }
    return true
  }

  mutating func add(outerProductOf vector: [Double]) {
    for row in 0..<size {
      let factor = vector[row]
      for column in 0..<size { values[row * size + column] += factor * vector[column] }
    }
  }

  mutating func scale(by factor: Double) {
    for index in values.indices { values[index] *= factor }
  }

  mutating func addToDiagonal(_ value: Double) {
    for row in 0..<size { values[row * size + row] += value }
  }

  /// Eigenvalues in descending order, and for each its unit eigenvector (a row of `vectors`), whose
  /// largest component is positive.
  ///
  /// Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5), until only rounding
  /// errors are left off the diagonal.
  ///
  /// - Complexity: O(size³) per sweep, about ten sweeps.
  public func eigen() -> (values: [Double], vectors: Vectors) {
    var a = values
    var v = [Double](repeating: 0, count: size * size)
    for row in 0..<size { v[row * size + row] = 1 }
    let total = values.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<60 {
      var off = 0.0
      for row in 0..<size {
        for column in 0..<row { off += 2 * a[row * size + column] * a[row * size + column] }
      }
      if off <= total * 1e-30 { break }
      for p in 0..<size {
        for q in p + 1..<max(p + 1, size) { rotate(&a, &v, p, q) }
      }
    }
    let order = (0..<size).sorted { (-a[$0 * size + $0], $0) < (-a[$1 * size + $1], $1) }
    var vectors = Vectors(dimensions: max(1, size))
    for index in order {
      let row = v[index * size..<(index + 1) * size]
      let largest = row.max { abs($0) < abs($1) } ?? 0
      vectors.append(largest < 0 ? row.map { -$0 } : Array(row))
    }
    return (order.map { a[$0 * size + $0] }, vectors)
  }

  /// One rotation that makes element (p, q) zero. `v` holds the vectors as rows.
  private func rotate(_ a: inout [Double], _ v: inout [Double], _ p: Int, _ q: Int) {
    let off = a[p * size + q]
    guard off != 0 else { return }
    let theta = (a[q * size + q] - a[p * size + p]) / (2 * off)
    let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in 0..<size {
      let (kp, kq) = (a[k * size + p], a[k * size + q])
      a[k * size + p] = c * kp - s * kq
      a[k * size + q] = s * kp + c * kq
    }
    for k in 0..<size {
      let (pk, qk) = (a[p * size + k], a[q * size + k])
      a[p * size + k] = c * pk - s * qk
      a[q * size + k] = s * pk + c * qk
      let (vp, vq) = (v[p * size + k], v[q * size + k])
      v[p * size + k] = c * vp - s * vq
      v[q * size + k] = s * vp + c * vq
    }
    a[p * size + q] = 0
    a[q * size + p] = 0
  }
}
