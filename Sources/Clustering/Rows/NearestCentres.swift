/// Finds the nearest of a fixed set of centres. It assigns faces both in training and with a saved
/// model.
public struct NearestCentres: Sendable {
  /// One row per cluster, in scaled units.
  public let centres: Vectors

  private let panels: SharedMemory<Double>

  /// The cluster of one row, and how close the decision was.
  public struct Assignment: Sendable, Equatable {
    /// The nearest centre; on a tie, the lowest number.
    public let cluster: Int

    /// Euclidean distance to it, in scaled units.
    public let distance: Double

    /// The second nearest centre; nil with a single centre.
    public let runnerUp: Int?

    /// (d2 - d1) / d2 for the distances to the runner-up and to the own centre: 0 on the border
    /// (also where d2 is 0), 1 on the own centre. Nil with a single centre.
    public let margin: Double?

    public init(cluster: Int, distance: Double, runnerUp: Int?, margin: Double?) {
      self.cluster = cluster
      self.distance = distance
      self.runnerUp = runnerUp
      self.margin = margin
    }
  }

  /// - Precondition: at least one centre.
  public init(_ centres: Vectors) {
    precondition(!centres.isEmpty, "without centres nothing is near")
    self.centres = centres
    let panels = SharedMemory<Double>(
      repeating: 0,
      count: panelCount(centres.count, as: Lanes.self) * Lanes.lanes * centres.dimensions)
    centres.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      fillPanels(panels.base, from: base, count: centres.count, centres.dimensions, as: Lanes.self)
    }
    self.panels = panels
  }

  private typealias Lanes = SIMD4<Double>

  /// - Complexity: O(centres · dimensions).
  public func callAsFunction(_ row: some Collection<Double>) -> Assignment {
    precondition(row.count == centres.dimensions, "a row of another length")
    return Array(row).withUnsafeBufferPointer { assignment(of: $0) }
  }

  /// The assignment of every row.
  public func assignments(of vectors: Vectors) -> [Assignment] {
    precondition(vectors.dimensions == centres.dimensions, "vectors of another length")
    var result: [Assignment] = []
    result.reserveCapacity(vectors.count)
    vectors.forEachRow { result.append(assignment(of: $0)) }
    return result
  }

  /// Only the nearest centre of every row.
  func clusters(of vectors: Vectors) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(vectors.count)
    vectors.forEachRow { row in
      if let base = row.baseAddress { result.append(nearest(to: base).cluster) }
    }
    return result
  }

  private func assignment(of row: UnsafeBufferPointer<Double>) -> Assignment {
    guard let base = row.baseAddress else { preconditionFailure("an empty row") }
    let (cluster, square) = nearest(to: base)
    guard Self.isSafe(square) else { return carefulAssignment(of: row) }
    guard centres.count > 1 else {
      return Assignment(cluster: cluster, distance: square.squareRoot(), runnerUp: nil, margin: nil)
    }
    let (runnerUp, secondSquare) = nearest(to: base, except: cluster)
    let distance = square.squareRoot()
    let second = secondSquare.squareRoot()
    return Assignment(
      cluster: cluster, distance: distance, runnerUp: runnerUp,
      margin: second > 0 ? (second - distance) / second : 0)
  }

  /// Whether a squared distance comes from squares none of which, if it matters, was too large or
  /// too small for a double.
  static func isSafe(_ square: Double) -> Bool { square > 1e-200 && square < 1e200 }

  /// The assignment of a row, from distances of any magnitude, to the nearest cluster or to a given
  /// one.
  func carefulAssignment(of row: UnsafeBufferPointer<Double>, to given: Int? = nil) -> Assignment {
    let distances = (0..<centres.count).map { carefulDistance(row, centres[$0]) }
    func nearest(except excluded: Int?) -> Int? {
      distances.indices.filter { $0 != excluded }.min { distances[$0] < distances[$1] }
    }
    let own = given ?? nearest(except: nil) ?? 0
    let runnerUp = nearest(except: own)
    let margin = runnerUp.map { second in
      distances[second] > 0 ? (distances[second] - distances[own]) / distances[second] : 0
    }
    return Assignment(cluster: own, distance: distances[own], runnerUp: runnerUp, margin: margin)
  }

  /// The nearest centre and its squared distance.
  func nearest(
    to row: UnsafePointer<Double>, except excluded: Int = -1
  ) -> (cluster: Int, square: Double) {
    let lanes = Lanes.lanes
    let dimensions = centres.dimensions
    var best = -1
    var bestSquare = Double.infinity
    for panel in 0..<panelCount(centres.count, as: Lanes.self) {
      var squares = squaredDistances(
        row, toPanel: panels.base + panel * lanes * dimensions, dimensions, as: Lanes.self)
      if excluded >= 0, excluded / lanes == panel { squares[excluded % lanes] = .infinity }
      let least = squares.leastLane()
      if least < bestSquare {
        best = panel * lanes + squares.laneAndRest(of: least).lane
        bestSquare = least
      }
    }
    // All distances overflowed: return a valid cluster, with an infinite square.
    if best < 0 { best = excluded == 0 ? 1 : 0 }
    return (best, bestSquare)
  }
}
