import Clustering
import Testing

extension Sample {
  static let steadinessCases: [(dimensions: Int, centres: Int)] = [
    (1, 2), (1, 3), (1, 5), (2, 2), (2, 3), (8, 2), (8, 3), (8, 5), (16, 2), (16, 3), (16, 5),
    (16, 9),
  ]

  /// Centres, a spread within persons and twelve faces: `case` in make_steadiness.py.
  static func steadiness(
    _ number: Int
  ) -> (centres: Vectors, within: WithinSpread, faces: Vectors) {
    let (dimensions, count) = steadinessCases[number]
    func doubled(_ rows: Int, seed: Int) -> Vectors {
      let values = uniform(rows, dimensions, seed: UInt64(seed)).values.map { 2 * $0 }
      return Vectors(values: values, dimensions: dimensions)
    }
    let root = uniform(dimensions, dimensions, seed: UInt64(200 + number)).values.map {
      0.6 * ($0 - 0.5)
    }
    var covariance = [Double](repeating: 0, count: dimensions * dimensions)
    for row in 0..<dimensions {
      for column in 0..<dimensions {
        for inner in 0..<dimensions {
          covariance[row * dimensions + column] +=
            root[row * dimensions + inner] * root[column * dimensions + inner]
        }
      }
    }
    let units = uniform(1, dimensions, seed: UInt64(300 + number)).values.map { 0.5 + $0 }
    return (
      doubled(count, seed: 100 + number),
      WithinSpread(
        covariance: SymmetricMatrix(size: dimensions, values: covariance), units: units),
      doubled(12, seed: 400 + number)
    )
  }
}

@Suite struct SteadinessTests {
  private func told(
    _ faces: Vectors, _ centres: Vectors, _ within: WithinSpread, _ scaling: Scaling? = nil
  ) throws -> [Double] {
    let scaling = scaling ?? .none(dimensions: faces.dimensions)
    let steadiness = try #require(
      Steadiness(centres: centres, scaling: scaling, within: within))
    let nearest = NearestCentres(centres)
    return try (0..<faces.count).map { row in
      try #require(steadiness(Array(faces[row]), in: nearest(faces[row]).cluster))
    }
  }

  @Test(arguments: 0..<12) func isTheProbabilityThatScipyGives(number: Int) throws {
    let (centres, within, faces) = Sample.steadiness(number)
    let expected = SteadinessNumbers.shares[number]
    let errors = zip(try told(faces, centres, within), expected).map { $0 - $1 }
    // A hundredth on average: a third of the difference between predicted and observed shares.
    let square = errors.reduce(0) { $0 + $1 * $1 } / 12
    #expect(square.squareRoot() < 0.015)
    #expect(errors.allSatisfy { abs($0) < 0.04 })
  }

  @Test func stretchIsChiSquares() {
    for (place, expected) in SteadinessNumbers.stretch.enumerated() {
      #expect(abs(Stretch.within(Double(place) / 4) - expected) < 1e-12)
    }
  }

  @Test(arguments: [1, 3, 16, 40, 200]) func drawsAreIsotropic(dimensions: Int) {
    let draws = OrthogonalDraws.make(dimensions: dimensions, count: 128)
    #expect(draws.count.isMultiple(of: dimensions) && draws.count > 0)
    for row in 0..<dimensions {
      for column in 0...row {
        let mean = (0..<draws.count).reduce(0.0) {
          $0 + draws.values[$1 * dimensions + row] * draws.values[$1 * dimensions + column]
        }
        #expect(abs(mean / Double(draws.count) - (row == column ? 1 : 0)) < 1e-9)
      }
    }
  }

  @Test func scalingAndWhiteningMoveDrawsAsTheyMoveFaces() throws {
    let (centres, within, faces) = Sample.steadiness(7)
    let dimensions = faces.dimensions
    let matrix = Sample.uniform(dimensions, dimensions, seed: 5).values.map { $0 - 0.5 }
    let scaling = Scaling(
      means: [Double](repeating: 3, count: dimensions),
      deviations: (0..<dimensions).map { 0.5 + Double($0) }, whitening: matrix)
    let scaled = scaling(faces)
    // The covariance of the scaled vectors: (D⁻¹ W)ᵀ U C U (D⁻¹ W).
    var moved = [Double](repeating: 0, count: dimensions * dimensions)
    for a in 0..<dimensions {
      for b in 0..<dimensions {
        let own = within.covariance[a, b] * within.units[a] * within.units[b]
        let share = own / (scaling.deviations[a] * scaling.deviations[b])
        for row in 0..<dimensions {
          for column in 0..<dimensions {
            let weights = matrix[a * dimensions + row] * matrix[b * dimensions + column]
            moved[row * dimensions + column] += share * weights
          }
        }
      }
    }
    let plain = WithinSpread(
      covariance: SymmetricMatrix(size: dimensions, values: moved),
      units: [Double](repeating: 1, count: dimensions))
    let scaledCentres = scaling(centres)
    let first = try told(scaled, scaledCentres, within, scaling)
    let second = try told(scaled, scaledCentres, plain)
    // Different eigenvectors, and so different draws.
    for (a, b) in zip(first, second) { #expect(abs(a - b) < 0.04) }
  }

  @Test func onTheBorderAndFarFromIt() throws {
    let centres = Vectors([[0.0, 0], [10, 0]])
    let within = WithinSpread(
      covariance: SymmetricMatrix(size: 2, values: [1, 0, 0, 1]), units: [0.1, 0.1])
    let found = try told(
      Vectors([[5, 7], [5.0 - 1e-9, 0], [0, 0], [-900, 3]]), centres, within)
    #expect(abs(found[0] - 0.5) < 1e-6 && abs(found[1] - 0.5) < 1e-6)
    #expect(found[2] > 0.9999 && found[3] == 1)
  }

  @Test func oneClusterHasNoNeighbours() throws {
    let within = WithinSpread(covariance: SymmetricMatrix(size: 1, values: [1]), units: [1])
    let one = try #require(
      Steadiness(centres: Vectors([[2.0]]), scaling: .none(dimensions: 1), within: within))
    #expect(one([3], in: 0) == nil)
  }

  @Test func whoNeverDiffersStays() throws {
    let within = WithinSpread(covariance: SymmetricMatrix(size: 1), units: [1])
    #expect(try told(Vectors([[0.4], [0.6]]), Vectors([[0.0], [1]]), within) == [1, 1])
  }

  @Test func numbersOfAnySize() throws {
    let within = WithinSpread(covariance: SymmetricMatrix(size: 1, values: [1]), units: [1])
    let far = Vectors([[-1e100], [1e100]])
    #expect(try told(Vectors([[1e99], [-9e99]]), far, within) == [1, 1])
    let near = Vectors([[-1e-100], [1e-100]])
    for share in try told(Vectors([[1e-100]]), near, within) { #expect(abs(share - 0.5) < 1e-6) }
    let scaling = Scaling(means: [0], deviations: [1e-308])
    #expect(Steadiness(centres: far, scaling: scaling, within: within) == nil)
  }
}

@Suite struct CalibrationTests {
  @Test func byHand() throws {
    // Ann's three photos are in 0, 0, 1; Bob's two in 1, 1; Cleo has one.
    let found = try #require(
      Calibration(
        steadiness: [0.9, 0.5, 0.1, 1, 0.7, 0.3], people: ["a", "a", "a", "b", "b", "c"],
        clusters: [0, 0, 1, 1, 1, 0]))
    #expect(found.faces == 5 && found.people == 2)
    #expect(abs(found.predicted - 3.2 / 5) < 1e-12)
    // 1/2, 1/2, 0, 1, 1
    #expect(abs(found.observed - 3.0 / 5) < 1e-12)
    #expect(found.bins.map(\.faces) == [1, 0, 1, 1, 2])
    #expect(found.bins[0].observed == 0 && found.bins[1].observed == nil)
    #expect(found.bins[4].predicted == 0.95 && found.bins[4].observed == 0.75)
    // From the lowest: left 1, -, 1/2, -, 1/2 and stayed 0, 1/2, 1, 1/2, 1, with ties in a face of
    // its own parts: 0.1: 0; 0.5: 1/2 · (1 + 1/4); 0.7: 1 · 3/2; 0.9: 1/2 · (3/2 + 1/4); 1: 1 · 2.
    let sum = 0.625 + 1.5 + 0.875 + 2
    #expect(abs(try #require(found.ranking) - sum / (3 * 2)) < 1e-12)
  }

  @Test func aPhotoMayTellNothingOfItself() throws {
    let found = try #require(
      Calibration(steadiness: [nil, 0.5, nil], people: ["a", "a", "b"], clusters: [0, 1, 1]))
    #expect(found.faces == 1 && found.people == 1 && found.observed == 0)
  }

  @Test func nothingToCompare() throws {
    #expect(Calibration(steadiness: [0.5, 0.5], people: ["a", "b"], clusters: [0, 0]) == nil)
    #expect(Calibration(steadiness: [], people: [String](), clusters: []) == nil)
    let all = try #require(
      Calibration(steadiness: [0.5, 0.5], people: ["a", "a"], clusters: [3, 3]))
    #expect(all.ranking == nil && all.observed == 1)
  }
}

@Suite struct SteadinessSentenceTests {
  private func text(_ mean: Double, _ other: Double?) -> String {
    SteadinessSentence(
      mean: mean, alternative: other.map { .init(options: "--scale within", mean: $0) }
    ).text
  }

  @Test func adviceOnlyWhereItHelps() {
    let start = "in another photo 65 of 100 faces would stay in their cluster"
    #expect(text(0.651, nil) == start)
    #expect(text(0.651, 0.69) == start)
    #expect(text(0.651, 0.932) == "\(start): --scale within keeps 93")
    #expect(!text(0.95, 1).contains("keeps"))
  }
}
