/// Random draws of how another photo may differ, reduced to what decides which centre is nearest:
/// their projections on the centres.
struct DrawProjections: Sendable {
  /// For each centre, the projections of all draws on it, times 2, in units of the largest: a row
  /// of `padded` numbers.
  private let projections: SharedMemory<Float>
  /// The largest magnitude in each of these rows.
  private let reaches: [Float]
  /// The number of draws; each also represents its opposite.
  private let count: Int
  private let padded: Int
  private let unit: Double

  private typealias Lanes = SIMD8<Float>

  /// - Returns: nil where a projection exceeds a double's range.
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

  /// The probability that a face moved in the direction of a draw stays in its cluster: the mean
  /// over all draws and their opposites.
  ///
  /// - Parameter distances: squared, to each centre, minus what they have in common; that to `own`
  ///   is the minimum.
  /// - Complexity: O(centres · draws).
  func shareStaying(in own: Int, of distances: UnsafeMutableBufferPointer<Double>) -> Double {
    withUnsafeTemporaryAllocation(of: Rival.self, capacity: distances.count) { rivals in
      var found = 0
      for cluster in distances.indices where cluster != own {
        let gap = max((distances[cluster] - distances[own]) / unit, 1e-30)
        let rival = Rival(cluster: cluster, nearness: Float(1 / gap))
        // The probability that a draw is stretched to ten times its length is 0.00003.
        guard (reaches[cluster] + reaches[own]) * rival.nearness > 0.1 else { continue }
        rivals.initializeElement(at: found, to: rival)
        found += 1
      }
      return share(staying: own, UnsafeBufferPointer(rebasing: rivals[..<found]))
    }
  }

  /// Another cluster, and the inverse of the distance to the plane between, in the projections'
  /// unit.
  private struct Rival {
    let cluster: Int
    let nearness: Float
  }

  private func share(staying own: Int, _ rivals: UnsafeBufferPointer<Rival>) -> Double {
    var sum: Float = 0
    Stretch.table.withUnsafeBufferPointer { table in
      for start in stride(from: 0, to: padded, by: Lanes.lanes) {
        let source = projections.base + start
        let ownProjection = Lanes.load(source + own * padded)
        var (forth, back) = (Lanes.zero, Lanes.zero)
        for rival in rivals {
          let projection = Lanes.load(source + rival.cluster * padded) - ownProjection
          let reach = projection * rival.nearness
          forth = forth.replacing(with: reach, where: reach .> forth)
          back = back.lesser(reach)
        }
        sum += Self.staying(forth, table) + Self.staying(-back, table)
      }
    }
    // The padding always counts as staying.
    return Double((sum - Float(2 * (padded - count))) / Float(2 * count))
  }

  /// The sum of `Stretch.within` over eight reaches of at least 0.
  @inline(__always) private static func staying(
    _ reaches: Lanes, _ table: UnsafeBufferPointer<Float>
  ) -> Float {
    // After adding 2^23 a float has no bits left for a fraction: its low bits are the nearest whole
    // number.
    let shift: Float = 0x1p23
    let shifted = reaches.lesser(Lanes(repeating: Stretch.limit)) * Stretch.steps + shift
    let bits = unsafeBitCast(shifted, to: SIMD8<UInt32>.self) & 0x7F_FFFF
    var sum: Float = 0
    for lane in 0..<Lanes.lanes { sum += table[Int(bits[lane])] }
    return sum
  }
}
