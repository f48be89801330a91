import Clustering

/// Data that make_numbers.py makes with the same formula.
enum Sample {
  static func uniform(_ count: Int, _ dimensions: Int, seed: UInt64) -> Vectors {
    var generator = SplitMix64(seed: seed)
    return Vectors(
      values: (0..<count * dimensions).map { _ in Double(generator.next() >> 11) * 0x1p-53 },
      dimensions: dimensions)
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

extension Sample {
  /// Whole numbers below `bound`.
  static func draw(_ count: Int, below bound: Int, seed: UInt64) -> [Int] {
    uniform(count, 1, seed: seed).values.map { Int($0 * Double(bound)) }
  }

  /// Labels and clusters of 20 cases, in the order of Numbers.agreements.
  static let labellings: [(labels: [Int], clusters: [Int])] = [
    ([0, 0, 1, 1], [0, 0, 1, 1]),
    ([0, 0, 1, 1], [1, 1, 0, 0]),
    ([0, 0, 1, 1], [0, 1, 0, 1]),
    ([0, 0, 1, 2], [0, 0, 1, 1]),
    ([0, 0, 0, 0], [0, 0, 0, 0]),
    ([0, 0, 0, 0], [0, 1, 2, 3]),
    ([0, 1, 2, 3], [0, 0, 0, 0]),
    ([0, 1, 2, 3], [0, 1, 2, 3]),
    ([0, 0, 1, 1], [0, 0, 0, 0]),
    ([0, 0, 1, 1], [0, 1, 2, 3]),
    ([0], [0]),
    ([0, 1], [0, 0]),
    (
      [Int](repeating: 0, count: 97) + [1, 2, 2],
      [Int](repeating: 0, count: 90) + [Int](repeating: 1, count: 10)
    ),
    ((0..<100).map { $0 / 50 }, (0..<100).map { $0 < 49 ? 0 : 1 }),
    ((0..<60).map { $0 / 5 }, (0..<60).map { $0 / 6 }),
    ((0..<60).map { $0 % 3 }, (0..<60).map { $0 / 20 }),
    (draw(200, below: 4, seed: 1), draw(200, below: 4, seed: 2)),
    (draw(200, below: 40, seed: 3), draw(200, below: 5, seed: 4)),
    (
      (0..<400).map { $0 / 4 },
      draw(400, below: 5, seed: 5).enumerated().map { $1 > 0 ? $0 / 4 : 100 }
    ),
    (
      draw(3000, below: 30, seed: 6),
      zip(draw(3000, below: 30, seed: 6), draw(3000, below: 3, seed: 7)).map { $1 > 0 ? $0 : 7 }
    ),
  ]

  /// 40 correlated rows of five numbers: `y` in make_numbers.py.
  static let correlated: Vectors = {
    let first = uniform(40, 5, seed: 9)
    let second = uniform(5, 5, seed: 10)
    var result = Vectors(dimensions: 5)
    for row in 0..<40 {
      result.append(
        (0..<5).map { column in
          (0..<5).reduce(0) {
            $0 + first.values[row * 5 + $1] * (second.values[$1 * 5 + column] - 0.5)
          }
        })
    }
    return result
  }()

  /// The persons of the rows of `correlated`; two people have one photo each.
  static let people = (0..<40).map { $0 < 28 ? $0 % 7 : $0 < 38 ? 7 + $0 % 4 : $0 }
}
