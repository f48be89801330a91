/// Numbers of any magnitude, brought to one at which squares and their sums stay within a double's
/// range.

extension Collection<Double> {
  /// Whether every number is finite, and so are its square and sums of many such squares.
  public var isComputable: Bool { allSatisfy { $0.magnitude < 1e145 } }
}

extension Vectors {
  public var isComputable: Bool { values.isComputable }

  /// The power of two to divide by, so that no square that matters is too large or too small for a
  /// double; 1 for numbers of usual magnitude. Dividing by it and multiplying again costs no
  /// precision.
  public var unit: Double { powerOfTwo(near: values.reduce(0) { max($0, $1.magnitude) }) }

  /// The same for each column, and the differences from `means`.
  func columnUnits(around means: [Double]) -> [Double] {
    var largest = [Double](repeating: 0, count: dimensions)
    forEachRow { row in
      for column in 0..<row.count {
        largest[column] = max(largest[column], (row[column] - means[column]).magnitude)
      }
    }
    return largest.map { powerOfTwo(near: $0) }
  }

  /// Each column divided by a power of two of its own: for results that do not depend on the
  /// columns' units.
  public func inColumnUnits() -> Vectors {
    let units = columnUnits(around: [Double](repeating: 0, count: dimensions))
    guard units.contains(where: { $0 != 1 }) else { return self }
    var result = Vectors(dimensions: dimensions)
    result.reserveCapacity(count)
    forEachRow { row in result.append(zip(row, units).map { $0 / $1 }) }
    return result
  }

  /// Every number divided by `divisor`.
  public static func / (vectors: Vectors, divisor: Double) -> Vectors {
    guard divisor != 1 else { return vectors }
    return Vectors(values: vectors.values.map { $0 / divisor }, dimensions: vectors.dimensions)
  }

  /// Every number multiplied by `factor`.
  public static func * (vectors: Vectors, factor: Double) -> Vectors {
    guard factor != 1 else { return vectors }
    return Vectors(values: vectors.values.map { $0 * factor }, dimensions: vectors.dimensions)
  }
}

/// A power of two that brings a magnitude near 1 when divided by; 1 for usual magnitudes and for 0.
func powerOfTwo(near magnitude: Double) -> Double {
  guard magnitude > 0, !(0x1p-64...0x1p64).contains(magnitude) else { return 1 }
  // Below this, its inverse would be infinite.
  return Double(sign: .plus, exponent: max(-1000, magnitude.exponent), significand: 1)
}

/// Euclidean distance of rows of any magnitude.
func carefulDistance(_ a: some Collection<Double>, _ b: some Collection<Double>) -> Double {
  let largest = zip(a, b).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  let unit = powerOfTwo(near: largest)
  let square = zip(a, b).reduce(0) { sum, pair in
    let difference = (pair.0 - pair.1) / unit
    return sum + difference * difference
  }
  return square.squareRoot() * unit
}
