/// Points as the k-means engine needs them: shifted to mean 0, divided by a power of two, in one
/// row-major block, each with a weight where one point represents several.
struct PointTable<L: LaneVector>: Sendable {
  let count: Int
  let dimensions: Int
  let rows: SharedMemory<L.Scalar>
  let weights: SharedMemory<Double>?

  /// Weighted sum of the points' squared lengths: the inertia around the origin.
  let squareSum: Double

  init(count: Int, dimensions: Int, rows: SharedMemory<L.Scalar>, weights: SharedMemory<Double>?) {
    self.count = count
    self.dimensions = dimensions
    self.rows = rows
    self.weights = weights
    var sum = 0.0
    for index in 0..<count {
      let row = rows.base + index * dimensions
      var square = 0.0
      for column in 0..<dimensions { square += Double(row[column]) * Double(row[column]) }
      sum += square * (weights?.base[index] ?? 1)
    }
    squareSum = sum
  }

  init(_ vectors: Vectors, frame: Frame) {
    let rows = SharedMemory<L.Scalar>(repeating: 0, count: vectors.values.count)
    var target = rows.base
    vectors.forEachRow { row in
      for column in 0..<row.count {
        target[column] = L.Scalar((row[column] - frame.origin[column]) * frame.factor)
      }
      target += row.count
    }
    self.init(count: vectors.count, dimensions: vectors.dimensions, rows: rows, weights: nil)
  }
}

/// How the engine's coordinates follow from those of the data: engine = (data - origin) · factor.
struct Frame: Sendable {
  let origin: [Double]

  /// A power of two, so that it costs no precision; scales the farthest point to a length below 1.
  let factor: Double

  /// Mean over the columns of their population variances, in the data's units.
  let meanVariance: Double

  /// Whether single precision is precise enough: no point is so far out that the differences
  /// between the others would be lost in rounding.
  let isCompact: Bool

  init(_ vectors: Vectors) {
    let means = vectors.columnMeans()
    var farthest = 0.0
    var total = 0.0
    vectors.forEachRow { row in
      var square = 0.0
      for column in 0..<row.count {
        let difference = row[column] - means[column]
        square += difference * difference
      }
      farthest = max(farthest, square)
      total += square
    }
    let mean = total / Double(max(1, vectors.count))
    origin = means
    meanVariance = mean / Double(vectors.dimensions)
    isCompact = farthest <= 1000 * mean
    let length = farthest.squareRoot()
    factor =
      length.isNormal ? 1 / Double(sign: .plus, exponent: length.exponent + 1, significand: 1) : 1
  }
}
