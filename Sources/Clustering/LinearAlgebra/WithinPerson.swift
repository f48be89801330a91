/// How much measures vary between photos of one person, learned from photos of known people.
public struct WithinPerson: Sendable, Equatable {
  /// Covariance of the columns around each person's own mean, pooled: Σ (x - mean)(x - mean)ᵀ / Σ
  /// (photos - 1).
  public let covariance: SymmetricMatrix

  /// The number of people with at least two photos; only these contribute.
  public let people: Int

  /// The number of their photos.
  public let photos: Int

  /// Returns nil where nobody has two photos.
  ///
  /// - Parameter people: the person that each row shows.
  /// - Complexity: O(count · dimensions²).
  public init?(_ vectors: Vectors, people names: [some Hashable]) {
    precondition(names.count == vectors.count, "a person for each row")
    let dimensions = vectors.dimensions
    let encoding = LabelEncoding(names)
    let (numbers, sizes) = (encoding.numbers, encoding.sizes)
    people = sizes.count { $0 > 1 }
    photos = sizes.reduce(0) { $0 + ($1 > 1 ? $1 : 0) }
    guard people > 0 else { return nil }

    let means = vectors.means(of: numbers, sizes: sizes)
    var covariance = SymmetricMatrix(size: dimensions)
    for (row, number) in numbers.enumerated() where sizes[number] > 1 {
      covariance.add(
        outerProductOf: zip(vectors[row], means[number]).map { $0 - $1 })
    }
    covariance.scale(by: 1 / Double(photos - people))
    self.covariance = covariance
  }

  /// `SymmetricMatrix.whitening` of the covariance.
  public func whitening(ridge: Double = 0.1) -> [Double]? {
    covariance.whitening(ridge: ridge)
  }
}

extension SymmetricMatrix {
  /// A row-major matrix W such that distances between rows x · W are in units of the spread within
  /// persons: within-class covariance normalisation (Hatch and Stolcke 2006). Its columns are the
  /// covariance's eigenvectors, each divided by the root of its eigenvalue.
  ///
  /// - Parameter ridge: this times the mean variance is first added to each variance, so that a
  ///   direction in which a few people happened not to vary does not dominate.
  /// - Returns: nil where some direction has no spread within persons (possible only if `ridge` is
  ///   0 or all photos of each person are equal).
  public func whitening(ridge: Double) -> [Double]? {
    var matrix = self
    matrix.addToDiagonal(ridge * trace / Double(size))
    let (values, vectors) = matrix.eigen()
    guard let least = values.last, let maximum = values.first, least > maximum * 1e-12 else {
      return nil
    }
    var whitening = [Double](repeating: 0, count: size * size)
    for (column, value) in values.enumerated() {
      for (row, component) in vectors[column].enumerated() {
        whitening[row * size + column] = component / value.squareRoot()
      }
    }
    return whitening
  }
}
