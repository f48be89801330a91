/// How probable it is that another photo of the same person falls into the same cluster.
///
/// The difference between two photos of one person has twice the within-person covariance.
/// Steadiness is the probability that a face moved by such a difference, drawn from a multivariate
/// t distribution (`Stretch`), is still nearest to its own cluster's centre. A cluster's cell is
/// convex, bounded by the planes halfway to the other centres. So along each quasi-random direction
/// (`OrthogonalDraws`) the face stays in its cluster up to the nearest plane, and the probability
/// of not being moved beyond that plane is computed exactly.
public struct Steadiness: Sendable {
  private let draws: DrawProjections
  /// Means of the centres' columns: only the differences between centres matter.
  private let origin: [Double]
  /// The centres minus this origin, column by column, and their squared lengths.
  private let columns: [Double]
  private let squares: [Double]

  private var count: Int { squares.count }

  /// - Parameters:
  ///   - centres: scaled; at least one.
  ///   - scaling: how vectors are scaled before distances are computed.
  ///   - within: how photos of one person differ, unscaled.
  /// - Returns: nil where their products exceed a double's range.
  /// - Complexity: O(dimensions³ + draws · dimensions · (dimensions + centres)).
  public init?(centres: Vectors, scaling: Scaling, within: WithinSpread) {
    let dimensions = centres.dimensions
    precondition(scaling.dimensions == dimensions, "a scaling of another length")
    precondition(within.units.count == dimensions && !centres.isEmpty, "columns of the centres")
    let middle = centres.columnMeans()
    let shifted = (0..<centres.count).map { zip(centres[$0], middle).map { $0 - $1 } }
    let moves = Self.moves(by: within, scaling)
    guard let draws = DrawProjections(of: moves, on: shifted) else { return nil }
    let squares = shifted.map { $0.reduce(0) { $0 + $1 * $1 } }
    guard squares.allSatisfy(\.isFinite) else { return nil }
    self.draws = draws
    self.squares = squares
    origin = middle
    columns = (0..<dimensions).flatMap { column in shifted.map { $0[column] } }
  }

  /// Draws from a normal distribution of twice the covariance, scaled as differences between
  /// vectors are.
  private static func moves(by within: WithinSpread, _ scaling: Scaling) -> Vectors {
    let size = within.units.count
    let (values, vectors) = within.covariance.eigen()
    let spreads = values.map { (2 * max(0, $0)).squareRoot() }
    let ofDifferences = Scaling(
      means: [Double](repeating: 0, count: size), deviations: scaling.deviations,
      whitening: scaling.whitening)
    let draws = OrthogonalDraws.make(dimensions: size, count: 128)
    var moves = Vectors(dimensions: size)
    for draw in 0..<draws.count {
      var move = [Double](repeating: 0, count: size)
      for (axis, along) in draws[draw].enumerated() {
        for (column, component) in vectors[axis].enumerated() {
          move[column] += along * spreads[axis] * component * within.units[column]
        }
      }
      moves.append(ofDifferences(move))
    }
    return moves
  }

  /// The probability for a face in `cluster`, to about a hundredth; nil with a single centre, as
  /// there is no other cluster.
  ///
  /// - Parameter row: scaled.
  /// - Precondition: `cluster` is the nearest to it.
  /// - Complexity: O(centres · (dimensions + draws)).
  public func callAsFunction(_ row: [Double], in cluster: Int) -> Double? {
    precondition(row.count == origin.count && squares.indices.contains(cluster), "another model's")
    guard count > 1 else { return nil }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { distances in
      fill(distances, row)
      return draws.shareStaying(in: cluster, of: distances)
    }
  }

  /// Squared distances to all centres, minus what they have in common.
  private func fill(_ distances: UnsafeMutableBufferPointer<Double>, _ row: [Double]) {
    _ = distances.initialize(from: squares)
    columns.withUnsafeBufferPointer { columns in
      for column in 0..<row.count {
        let twice = 2 * (row[column] - origin[column])
        let start = column * distances.count
        for centre in distances.indices { distances[centre] -= twice * columns[start + centre] }
      }
    }
  }
}
