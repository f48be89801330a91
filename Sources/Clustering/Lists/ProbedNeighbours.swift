import Threads

/// Which rows lie nearer to each other than a threshold, as far as lists find them: rows see those
/// of the lists that they look at, which may not see them.
///
/// A neighbour takes 2 bytes, as a place in its list. Where whole lists are near to each other, a
/// row keeps some 300 of its neighbours, evenly spread.
struct ProbedNeighbours: NeighbourGraph {
  let lists: InvertedLists
  var count: Int { lists.rows.count }
  /// Where every row looks at all lists, all neighbours are found.
  var isSymmetric: Bool { lists.areComplete }

  /// For each list what its visitors found: how many, and these rows' places in the list.
  private let found: [[UInt16]]
  /// Where in `found` that of a row and its probe begins; `.max`: nowhere.
  private let offsets: SharedMemory<UInt32>
  private let strides: [Int]

  /// Rows of a list that are looked at; of a longer one, which is of copies as a rule, so many that
  /// are evenly spread.
  private static let longest = 4096
  /// Neighbours that a row may keep of each of its lists, on the average of a list's visitors.
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
        for place in start + 1...start + Int(found[start]) {
          body(Int(members[Int(found[place]) * stride]))
        }
      }
    }
  }
}

/// Compares all who look at a list with its rows.
private struct ListSearch {
  private let lists: InvertedLists
  private let members: [Int]
  private let visitors: UnsafeBufferPointer<UInt32>
  private let panels: FloatPanels
  private let limit: Double
  /// What a squared distance in floats may be wrong by, for each unit of the visitor's and the
  /// longest member's squared lengths.
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
    longest = members.indices.reduce(0) { longest, place in
      max(longest, Self.square(shifted[place], lists.table.dimensions))
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
      for (place, visitor) in group.enumerated() {
        find(
          rows[place], Self.square(shifted[place], lists.table.dimensions),
          squares.base + place * width, width)
        guard !hits.isEmpty else { continue }
        offsets.base[Int(visitor)] = UInt32(found.count)
        keep(most.map { max($0, $0 * (start + place + 1) + 0x4000 - found.count) })
      }
    }
    // Without what it might have grown into.
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
        let place = start + lane
        if lanes[lane] < near - errorBound || isNear(row, members[place]) {
          hits.append(UInt16(place))
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
      for place in 0..<count { found.append(hits[place * hits.count / count]) }
    }
  }
}
