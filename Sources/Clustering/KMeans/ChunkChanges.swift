/// What a pass over the points changes in the clusters' sums, kept separately for each chunk of
/// points: threads work on whole chunks, and adding the changes in chunk order gives the same sums
/// on any number of threads.
final class ChunkChanges<Scalar: BinaryFloatingPoint>: Sendable {
  let size: Int
  let count: Int
  private let k: Int
  private let dimensions: Int
  private let moves: SharedMemory<Int>
  private let sums: SharedMemory<Double>
  private let masses: SharedMemory<Double>
  private let sizes: SharedMemory<Int>

  init(points: Int, k: Int, dimensions: Int) {
    size = max(4096, 4 * k)
    count = (points + size - 1) / size
    self.k = k
    self.dimensions = dimensions
    moves = SharedMemory(repeating: 0, count: count)
    sums = SharedMemory(repeating: 0, count: count * k * dimensions)
    masses = SharedMemory(repeating: 0, count: count * k)
    sizes = SharedMemory(repeating: 0, count: count * k)
  }

  /// Call before a pass looks at a chunk.
  func begin(_ chunk: Int) { moves.base[chunk] = 0 }

  /// Records that a point moves from one cluster, or from none (-1), to another.
  @inline(__always)
  func move(
    _ row: UnsafePointer<Scalar>, weight: Double, from old: Int, to new: Int, in chunk: Int
  ) {
    if moves.base[chunk] == 0 { clear(chunk) }
    moves.base[chunk] += 1
    let changes = sums.base + chunk * k * dimensions
    let target = changes + new * dimensions
    for column in 0..<dimensions { target[column] += weight * Double(row[column]) }
    masses.base[chunk * k + new] += weight
    sizes.base[chunk * k + new] += 1
    guard old >= 0 else { return }
    let source = changes + old * dimensions
    for column in 0..<dimensions { source[column] -= weight * Double(row[column]) }
    masses.base[chunk * k + old] -= weight
    sizes.base[chunk * k + old] -= 1
  }

  private func clear(_ chunk: Int) {
    let width = k * dimensions
    (sums.base + chunk * width).update(repeating: 0, count: width)
    (masses.base + chunk * k).update(repeating: 0, count: k)
    (sizes.base + chunk * k).update(repeating: 0, count: k)
  }

  /// Adds all changes to the clusters' sums; returns how many points changed cluster.
  func add(
    to total: SharedMemory<Double>, masses totalMasses: SharedMemory<Double>,
    sizes totalSizes: SharedMemory<Int>
  ) -> Int {
    let width = k * dimensions
    var moved = 0
    for chunk in 0..<count where moves.base[chunk] > 0 {
      moved += moves.base[chunk]
      for index in 0..<width { total.base[index] += sums.base[chunk * width + index] }
      for cluster in 0..<k {
        totalMasses.base[cluster] += masses.base[chunk * k + cluster]
        totalSizes.base[cluster] += sizes.base[chunk * k + cluster]
      }
    }
    return moved
  }
}
