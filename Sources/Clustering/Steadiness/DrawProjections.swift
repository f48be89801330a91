/// Draws of how another photo differs, as far as they matter for who is nearest: their projections
/// on the centres.
struct DrawProjections: Sendable {
  /// For each centre the projections of all draws on it, times 2, in units of the largest: a row of
  /// `padded` numbers.
  private let projections: SharedMemory<Float>
  /// The largest magnitude in each of these rows.
  private let reaches: [Float]
  /// Draws, of which each stands for its opposite too.
  private let count: Int
  private let padded: Int
  private let unit: Double

  private typealias Lanes = SIMD8<Float>

  /// - Returns: nil where a projection leaves a double's range.
  /// - Complexity: O(draws · centres · dimensions).
  init?(of moves: Vectors, on centres: [[Double]]) {
    count = moves.count
    padded = (count + Lanes.lanes - 1) / Lanes.lanes * Lanes.lanes
    let products = centres.map { centre in
      (0..<moves.count).map { 2 * zip(moves[$0], centre).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let largest = products.map { $0.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : .infinity } }
    unit = max(largest.max() ?? 0, .leastNormalMagnitude)
    guard unit.isFinite else { return nil }
    projections = SharedMemory<Float>(repeating: 0, count: padded * centres.count)
    for (centre, row) in products.enumerated() {
      for (draw, product) in row.enumerated() {
        projections.base[centre * padded + draw] = Float(product / unit)
      }
    }
    reaches = largest.map { [unit] in Float($0 / unit) }
  }

  /// The mean over all draws and their opposites of the probability that a face which is moved that
  /// way stays in its cluster.
  ///
  /// - Parameter distances: squared, to each centre, less what they have in common; `own` has the
  ///   least.
  /// - Complexity: O(centres · draws).
  func shareStaying(in own: Int, of distances: UnsafeMutableBufferPointer<Double>) -> Double {
    withUnsafeTemporaryAllocation(of: Rival.self, capacity: distances.count) { rivals in
      var found = 0
      for cluster in distances.indices where cluster != own {
        let gap = max((distances[cluster] - distances[own]) / unit, 1e-30)
        let rival = Rival(cluster: cluster, nearness: Float(1 / gap))
        // A draw that would have to be ten times as long is so with a probability of 0.00003.
        guard (reaches[cluster] + reaches[own]) * rival.nearness > 0.1 else { continue }
        rivals.initializeElement(at: found, to: rival)
        found += 1
      }
      return share(staying: own, UnsafeBufferPointer(rebasing: rivals[..<found]))
    }
  }

  /// Another cluster, and 1 over how far the plane to it is, in the projections' unit.
  private struct Rival {
    let cluster: Int
    let nearness: Float
  }

  private func share(staying own: Int, _ rivals: UnsafeBufferPointer<Rival>) -> Double {
    var sum: Float = 0
    Stretch.table.withUnsafeBufferPointer { table in
      for place in stride(from: 0, to: padded, by: Lanes.lanes) {
        let start = projections.base + place
        let ownProjection = Lanes.load(start + own * padded)
        var (forth, back) = (Lanes.zero, Lanes.zero)
        for rival in rivals {
          let projection = Lanes.load(start + rival.cluster * padded) - ownProjection
          let reach = projection * rival.nearness
          forth = forth.replacing(with: reach, where: reach .> forth)
          back = back.lesser(reach)
        }
        sum += Self.staying(forth, table) + Self.staying(-back, table)
      }
    }
    // The padding never leaves.
    return Double((sum - Float(2 * (padded - count))) / Float(2 * count))
  }

  /// The sum of `Stretch.within` over eight reaches of at least 0.
  @inline(__always) private static func staying(
    _ reaches: Lanes, _ table: UnsafeBufferPointer<Float>
  ) -> Float {
    // Beside 2^23 a float has no place for a fraction: its low bits are the nearest whole number.
    let shift: Float = 0x1p23
    let places = reaches.lesser(Lanes(repeating: Stretch.limit)) * Stretch.steps + shift
    let bits = unsafeBitCast(places, to: SIMD8<UInt32>.self) & 0x7F_FFFF
    var sum: Float = 0
    for lane in 0..<Lanes.lanes { sum += table[Int(bits[lane])] }
    return sum
  }
}
