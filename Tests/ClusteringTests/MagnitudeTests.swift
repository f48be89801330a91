import Clustering
import Testing

/// Numbers whose squares are beyond a double. They are powers of two, so that results must be the
/// same bit for bit.
@Suite struct MagnitudeTests {
  private let rows = Vectors([[1, 10], [2, 40], [4, 20], [9, 30]])

  @Test(arguments: [-997, -300, 300])
  func zScoresDoNotDependOnTheUnit(exponent: Int) {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let scaled = rows * factor
    #expect(Scaling.zScore(of: scaled)(scaled) == Scaling.zScore(of: rows)(rows))
  }

  @Test func columnsOfDifferentSizesAreBothScaled() {
    let mixed = Vectors([[1e-300, 1], [3e-300, 5]])
    let scaling = Scaling.zScore(of: mixed)
    #expect((Float(scaling.deviations[0] * 1e300), scaling.deviations[1]) == (1, 2))
    #expect(scaling(mixed)[0].map { Float($0) } == [-1, -1])
  }

  @Test(arguments: [1e-300, 1e-150, 1, 1e140])
  func nearestCentresAtAnyDistance(size: Double) {
    let nearest = NearestCentres(Vectors([[0, 0], [3, 4], [0, 1]]) * size)
    let place = nearest([3 * size, 3 * size])
    #expect((place.cluster, place.runnerUp) == (1, 2))
    #expect((place.distance / size * 1e9).rounded() == 1e9)
    #expect(((place.margin ?? 0) * 1e9).rounded() == ((1 - 1 / 13.0.squareRoot()) * 1e9).rounded())
  }

  @Test func aUnitIsAPowerOfTwo() {
    #expect(rows.unit == 1)
    #expect((rows * 0x1p-900).unit == 0x1p-895)
    #expect(Vectors([[0, 0]]).unit == 1)
    #expect(![1, Double.nan].isComputable && ![1e200].isComputable && [1e140].isComputable)
  }

  @Test(arguments: [
    ([2, 0.5, 0.5, 1], true), ([2, 0.5, 0.6, 1], false), ([1, 2, 2, 1], false),
    ([-1, 0, 0, 1], false), ([1, 1, 1, 1], true), ([0, 0, 0, 0], true),
    ([Double.nan, 0, 0, 1], false),
  ])
  func covariances(values: [Double], expected: Bool) {
    #expect(SymmetricMatrix(size: 2, values: values).isCovariance(tolerance: 1e-5) == expected)
  }
}
