import Clustering

/// Data that make_numbers.py makes by the same formula.
enum Sample {
  static func uniform(_ count: Int, _ dimensions: Int, seed: UInt64) -> Vectors {
    var generator = SplitMix64(seed: seed)
    return Vectors(
      values: (0..<count * dimensions).map { _ in Double(generator.next() >> 11) * 0x1p-53 }, dimensions: dimensions)
  }

  static func blobs(
    _ count: Int, _ dimensions: Int, groups: Int, seed: UInt64, factors: [Double]? = nil
  ) -> Vectors {
    var values = uniform(count, dimensions, seed: seed).values
    for row in 0..<count {
      values[row * dimensions + row % groups % dimensions] += 2
      if let factors {
        for column in 0..<dimensions { values[row * dimensions + column] *= factors[column] }
      }
    }
    return Vectors(values: values, dimensions: dimensions)
  }
}
