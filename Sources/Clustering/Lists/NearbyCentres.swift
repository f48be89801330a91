import Threads

/// For each centre, the centres nearest to it. The runner-up of a row is looked for among those
/// near its own centre: with ten thousand clusters and more, comparing every row with every centre
/// would take longer than everything else.
public struct NearbyCentres: Sendable {
  private let table: CompactVectors
  /// For each centre, its own number and those of others near it; `.max` where there are fewer.
  private let candidates: SharedMemory<UInt32>
  private let depth: Int
  private let threads: Int

  /// The maximum number of centres that are all compared with each other.
  private static let few = 1 << 15
  private static let nearby = 64

  /// - Parameter unit: the unit of the rows that will be looked up.
  /// - Complexity: O(centres² · dimensions); with very many, O(centres · √centres · dimensions).
  public init(_ centres: Vectors, unit: Double, threads: Int = Parallel.processors) {
    self.threads = threads
    let table = CompactVectors(centres, unit: unit)
    let depth = min(centres.count, Self.nearby + 1)
    (self.table, self.depth) = (table, depth)
    let rows = Array(0..<centres.count)
    guard centres.count > Self.few else {
      let origin = [Float](repeating: 0, count: centres.dimensions)
      candidates =
        NearestLists(
          of: table, rows: rows, origin: origin,
          to: FloatPanels(table, rows: rows, origin: origin), depth: depth, threads: threads
        ).numbers
      return
    }
    var generator = SeededGenerator(seed: 0)
    let lists = InvertedLists(
      table, rows: rows, sizes: .init(rows: rows.count), threads: threads, using: &generator)
    let found = SharedMemory<UInt32>(repeating: .max, count: rows.count * depth)
    Parallel.forEach(rows.count, threads: threads) { number in
      var nearest = NearestOnes(depth: depth)
      let centre = lists.rows[number]
      lists.forEachInProbes(of: number) { other in
        let other = lists.rows[other]
        nearest.add(Self.square(table, centre, table, other), UInt32(other))
      }
      for (position, number) in nearest.numbers.enumerated() {
        found.base[centre * depth + position] = number
      }
    }
    candidates = found
  }

  @inline(__always) private static func square(
    _ table: CompactVectors, _ row: Int, _ other: CompactVectors, _ second: Int
  ) -> Float {
    squaredDistance(
      UnsafePointer(table[row]), UnsafePointer(other[second]), table.dimensions,
      as: SIMD8<Float>.self)
  }

  /// For each row, the nearest centre other than that of its cluster; nil where there is none.
  ///
  /// - Parameters:
  ///   - rows: of the table.
  ///   - clusters: one per row.
  public func runnersUp(
    of rows: [Int], in vectors: CompactVectors, clusters: [Int]
  ) -> [Int?] {
    let runners = SharedMemory<UInt32>(repeating: .max, count: rows.count)
    let block = 1024
    let (table, candidates, depth) = (table, candidates, depth)
    Parallel.forEach((rows.count + block - 1) / block, threads: threads) { number in
      for position in number * block..<min(rows.count, (number + 1) * block) {
        let own = clusters[position]
        var least = Float.infinity
        for candidate in own * depth..<(own + 1) * depth {
          let centre = candidates.base[candidate]
          guard centre != .max, centre != own else { continue }
          let square = Self.square(vectors, rows[position], table, Int(centre))
          guard square < least || (square == least && centre < runners.base[position]) else {
            continue
          }
          (least, runners.base[position]) = (square, centre)
        }
      }
    }
    return (0..<rows.count).map { runners.base[$0] == .max ? nil : Int(runners.base[$0]) }
  }
}

/// The numbers with the smallest squares, ascending.
private struct NearestOnes {
  private let depth: Int
  private var squares: [Float] = []
  private(set) var numbers: [UInt32] = []

  init(depth: Int) { self.depth = depth }

  mutating func add(_ square: Float, _ number: UInt32) {
    guard squares.count < depth || square < squares[depth - 1] else { return }
    if squares.count == depth {
      squares.removeLast()
      numbers.removeLast()
    }
    let position = squares.firstIndex { square < $0 } ?? squares.count
    squares.insert(square, at: position)
    numbers.insert(number, at: position)
  }
}

extension NearestCentres.Assignment {
  /// The assignment of a row to a given cluster, with a given runner-up.
  public init(_ row: [Double], in cluster: Int, runnerUp: Int?, of centres: Vectors) {
    func distance(_ centre: Int) -> Double {
      let square = squaredDistance(row[...], centres[centre])
      return NearestCentres.isSafe(square)
        ? square.squareRoot() : carefulDistance(row, centres[centre])
    }
    let own = distance(cluster)
    let margin = runnerUp.map { runnerUp in
      let second = distance(runnerUp)
      return second > 0 ? (second - own) / second : 0
    }
    self.init(cluster: cluster, distance: own, runnerUp: runnerUp, margin: margin)
  }
}
