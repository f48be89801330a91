import Clustering
import Testing

@Suite struct LinearAlgebraTests {
  @Test func twoByTwoByHand() {
    let (values, vectors) = SymmetricMatrix(size: 2, values: [2, 1, 1, 2]).eigen()
    #expect(abs(values[0] - 3) < 1e-14 && abs(values[1] - 1) < 1e-14)
    let half = 0.5.squareRoot()
    for (value, expected) in zip(vectors.values, [half, half]) {
      #expect(abs(value - expected) < 1e-14)
    }
    #expect(abs(vectors[1].reduce(0, +)) < 1e-14)
  }

  @Test func covarianceAndEigenvaluesAgreeWithNumpy() {
    let matrix = SymmetricMatrix(covarianceOf: Sample.correlated)
    for (value, expected) in zip(matrix.values, Numbers.covariance) {
      #expect(abs(value - expected) < 1e-14)
    }
    for (value, expected) in zip(matrix.eigen().values, Numbers.eigenvalues) {
      #expect(abs(value - expected) < 1e-14)
    }
  }

  @Test(arguments: [1, 3, 29, 128]) func vectorsGiveTheMatrixBack(size: Int) {
    let matrix = SymmetricMatrix(covarianceOf: Sample.uniform(size + 20, size, seed: 1))
    let (values, vectors) = matrix.eigen()
    #expect(values == values.sorted(by: >))
    var error = 0.0
    for row in 0..<size {
      for column in 0..<size {
        let back = (0..<size).reduce(0) {
          $0 + values[$1] * vectors.values[$1 * size + row] * vectors.values[$1 * size + column]
        }
        error = max(error, abs(back - matrix[row, column]))
      }
    }
    #expect(error < 1e-13)
  }

  @Test func aSingularMatrixHasZeros() {
    let (values, _) = SymmetricMatrix(covarianceOf: Sample.uniform(4, 9, seed: 2)).eigen()
    #expect(values.count { abs($0) > 1e-12 } == 3)
    #expect(SymmetricMatrix(size: 3).eigen().values == [0, 0, 0])
  }

  @Test func withinPersonAgreesWithNumpy() throws {
    let within = try #require(WithinPerson(Sample.correlated, people: Sample.people))
    #expect(within.people == 11 && within.photos == 38)
    for (value, expected) in zip(within.covariance.values, Numbers.within) {
      #expect(abs(value - expected) < 1e-14)
    }
    let whitening = try #require(within.whitening())
    let scaling = Scaling(
      means: [Double](repeating: 0, count: 5), deviations: [Double](repeating: 1, count: 5),
      whitening: whitening)
    let white = scaling(Sample.correlated)
    for (row, expected) in zip(0..<10, Numbers.whitenedDistances) {
      let square = zip(white[row], white[row + 1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(abs(square.squareRoot() - expected) < 1e-10)
    }
  }

  @Test func whitenedPeopleSpreadByOne() throws {
    let within = try #require(WithinPerson(Sample.correlated, people: Sample.people))
    let scaling = Scaling(
      means: [Double](repeating: 0, count: 5), deviations: [Double](repeating: 1, count: 5),
      whitening: try #require(within.whitening(ridge: 0)))
    let again = try #require(WithinPerson(scaling(Sample.correlated), people: Sample.people))
      .covariance
    for row in 0..<5 {
      for column in 0..<5 { #expect(abs(again[row, column] - (row == column ? 1 : 0)) < 1e-9) }
    }
  }

  @Test func withinPersonNeedsTwoPhotosOfOne() throws {
    #expect(WithinPerson(Vectors([[1], [2]]), people: ["a", "b"]) == nil)
    let alike = try #require(
      WithinPerson(Vectors([[1, 2], [1, 2], [3, 4]]), people: ["a", "a", "b"]))
    #expect(alike.covariance.values == [0, 0, 0, 0])
    #expect(alike.whitening() == nil)
  }

  @Test func intraclassCorrelationsAgreeWithNumpy() throws {
    let pairs = (0..<40).map { $0 / 2 }
    for (value, expected) in zip(
      IntraclassCorrelation.twoWay(Sample.correlated, people: pairs), Numbers.iccTwoWay)
    {
      #expect(abs(try #require(value) - expected) < 1e-10)
    }
    let one = IntraclassCorrelation.oneWay(Sample.correlated, people: Sample.people)
    for (value, expected) in zip(one, Numbers.iccOneWay) {
      #expect(abs(try #require(value) - expected) < 1e-10)
    }
    #expect(
      IntraclassCorrelation.twoWay(Sample.correlated, people: Sample.people) == [
        nil, nil, nil, nil, nil,
      ])
  }

  @Test func intraclassCorrelationOfShroutAndFleiss() throws {
    // Their table 2: six targets, four judges. They give ICC(1,1) = 0.17 and ICC(2,1) = 0.29.
    let table: [[Double]] = [
      [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
    ]
    #expect((try #require(IntraclassCorrelation.twoWay(table)) * 100).rounded() == 29)
    #expect((try #require(IntraclassCorrelation.oneWay(table)) * 100).rounded() == 17)
  }

  @Test func intraclassCorrelationOfNothing() {
    #expect(IntraclassCorrelation.oneWay([[1], [2], [3]]) == nil)
    #expect(IntraclassCorrelation.oneWay([[1, 1], [1, 1]]) == nil)
    #expect(IntraclassCorrelation.oneWay([[1, 1], [2, 2]]) == 1)
    #expect(IntraclassCorrelation.twoWay([[1, 1]]) == nil)
  }
}
