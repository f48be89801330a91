import Threads

/// Which rows are nearer to each other than a threshold, as far as the lists find them: a row sees
/// the rows of the lists that are searched for it; these need not see it.
///
/// A neighbour takes 2 bytes, as a position in its list. Where whole lists are near to each other,
/// a row keeps about 300 of its neighbours, evenly spread.
struct ProbedNeighbours: NeighbourGraph {
  let lists: InvertedLists
  var count: Int { lists.rows.count }
  /// Where all lists are searched for every row, all neighbours are found.
  var isSymmetric: Bool { lists.areComplete }

  /// For each list, what its visitors found: the number of rows, then their positions in the list.
  private let found: [[UInt16]]
  /// The index in `found` where the neighbours of a row in one of its lists begin; `.max` if none.
  private let offsets: SharedMemory<UInt32>
  private let strides: [Int]

  /// The maximum number of rows of a list that are compared; of a longer one, which usually
  /// consists of copies, this many, evenly spread.
  private static let longest = 4096
  /// The number of neighbours that a row may keep per list, averaged over the list's visitors.
  private static let most = 40

  /// - Complexity: O(rows · probes · rows in a list · dimensions).
  init(in lists: InvertedLists, within threshold: Double, threads: Int) {
    self.lists = lists
    let offsets = SharedMemory<UInt32>(
      repeating: .max, count: lists.rows.count * lists.sizes.probes)
    self.offsets = offsets
    let limit = threshold / lists.table.unit
    let isComplete = lists.areComplete
    strides = (0..<lists.sizes.lists).map { list in
      let size = lists.members(of: list).count
      return isComplete ? 1 : max(1, (size + Self.longest - 1) / Self.longest)
    }
    let strides = strides
    found = Parallel.map(lists.sizes.lists, threads: threads) { list in
      var search = ListSearch(lists, list, stride: strides[list], limit * limit)
      return search.run(most: isComplete ? nil : Self.most, offsets)
    }
  }

  @inline(__always) func forEach(of row: Int, _ body: (Int) -> Void) {
    let probes = lists.sizes.probes
    for probe in row * probes..<(row + 1) * probes where offsets.base[probe] != .max {
      let list = Int(lists.nearest.numbers.base[probe])
      let (members, stride) = (lists.members(of: list), strides[list])
      found[list].withUnsafeBufferPointer { found in
        let start = Int(offsets.base[probe])
        for position in start + 1...start + Int(found[start]) {
          body(Int(members[Int(found[position]) * stride]))
        }
      }
    }
  }
}

/// Compares all visitors of a list with its rows.
private struct ListSearch {
  private let lists: InvertedLists
  private let members: [Int]
  private let visitors: UnsafeBufferPointer<UInt32>
  private let panels: FloatPanels
  private let limit: Double
  /// The error bound of a squared distance in floats, per unit of the visitor's plus the longest
  /// member's squared length.
  private let precision: Float
  private let longest: Float
  private var hits: [UInt16] = []
  private var found: [UInt16] = []

  private static let group = 8

  init(_ lists: InvertedLists, _ list: Int, stride step: Int, _ limit: Double) {
    (self.lists, self.limit) = (lists, limit)
    let all = lists.members(of: list)
    members = stride(from: 0, to: all.count, by: step).map { lists.rows[Int(all[$0])] }
    visitors = lists.visitors(of: list)
    panels = FloatPanels(lists.table, rows: members, origin: lists.origin)
    precision = 0x1p-23 * Float(lists.table.dimensions + 8)
    let shifted = ShiftedRows(lists.table, rows: members, lists.origin)
    longest = members.indices.reduce(0) { longest, position in
      max(longest, Self.square(shifted[position], lists.table.dimensions))
    }
  }

  private static func square(_ row: UnsafePointer<Float>, _ dimensions: Int) -> Float {
    var sum: Float = 0
    for column in 0..<dimensions { sum += row[column] * row[column] }
    return sum
  }

  mutating func run(most: Int?, _ offsets: SharedMemory<UInt32>) -> [UInt16] {
    guard !members.isEmpty else { return [] }
    let probes = lists.sizes.probes
    let width = panels.panelCount * FloatPanels.lanes
    let squares = SharedMemory<Float>(repeating: 0, count: Self.group * width)
    for start in stride(from: 0, to: visitors.count, by: Self.group) {
      let group = visitors[start..<min(visitors.count, start + Self.group)]
      let rows = group.map { lists.rows[Int($0) / probes] }
      let shifted = ShiftedRows(lists.table, rows: rows, lists.origin)
      panels.partialSquares(
        of: rows.indices.map { shifted[$0] }, panels: 0..<panels.panelCount, into: squares.base)
      for (position, visitor) in group.enumerated() {
        find(
          rows[position], Self.square(shifted[position], lists.table.dimensions),
          squares.base + position * width, width)
        guard !hits.isEmpty else { continue }
        offsets.base[Int(visitor)] = UInt32(found.count)
        keep(most.map { max($0, $0 * (start + position + 1) + 0x4000 - found.count) })
      }
    }
    // A copy, without spare capacity.
    return Array(found)
  }

  /// Finds the members near a row.
  private mutating func find(
    _ row: Int, _ own: Float, _ squares: UnsafePointer<Float>, _ width: Int
  ) {
    hits.removeAll(keepingCapacity: true)
    let errorBound = (own + longest) * precision + .leastNormalMagnitude
    let near = Float(limit) - own
    for start in stride(from: 0, to: width, by: SIMD8<Float>.lanes) {
      let lanes = SIMD8<Float>.load(squares + start)
      guard any(lanes .< near + errorBound) else { continue }
      for lane in 0..<SIMD8<Float>.lanes where lanes[lane] < near + errorBound {
        let position = start + lane
        if lanes[lane] < near - errorBound || isNear(row, members[position]) {
          hits.append(UInt16(position))
        }
      }
    }
  }

  private func isNear(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (lists.table[first], lists.table[second])
    var square = 0.0
    for column in 0..<lists.table.dimensions {
      let difference = Double(a[column]) - Double(b[column])
      square += difference * difference
    }
    return square < limit
  }

  private mutating func keep(_ most: Int?) {
    let count = min(hits.count, most ?? hits.count, Int(UInt16.max))
    found.append(UInt16(count))
    if count == hits.count {
      found.append(contentsOf: hits)
    } else {
      for position in 0..<count { found.append(hits[position * hits.count / count]) }
    }
  }
}
