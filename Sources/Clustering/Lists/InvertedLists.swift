import Threads

/// Rows in lists, each row in the list of its nearest centre (inverted lists: Sivic and Zisserman
/// 2003; Jégou, Douze and Schmid 2011): the neighbours of a row are mostly in the few lists whose
/// centres are nearest to it.
///
/// Rows are numbered list by list, so that neighbours have close numbers; but if every row looks at
/// all lists, they are numbered in the order in which they were given.
struct InvertedLists: Sendable {
  /// The number of lists, and how many of them are searched for each row.
  struct Sizes: Sendable, Equatable {
    let lists: Int
    /// The number of lists that are searched for each row.
    let probes: Int

    /// About 250 rows per list; more with millions of rows, so that finding the lists costs no more
    /// than searching them.
    init(rows: Int) {
      self.init(lists: max(1, min(rows / 256, Int(4 * Double(rows).squareRoot()))))
    }

    init(lists: Int, probes: Int = 8) {
      self.lists = lists
      self.probes = min(probes, lists)
    }
  }

  /// As requested, but without the lists whose centre was not the nearest to any row of the sample.
  let sizes: Sizes
  let table: CompactVectors
  /// The table's rows, by number.
  let rows: [Int]
  /// For each number, the index at which the row was given; nil where they are the same.
  let inputIndices: [UInt32]?
  let origin: [Float]
  /// The lists that are nearest to each row.
  let nearest: NearestLists
  /// The rows of each list, ascending, one list after the other.
  private let members: Grouped
  /// For each list, the visits it gets: row · probes + the rank of the list for that row.
  private let visitors: Grouped

  /// - Complexity: O(rows · lists · dimensions).
  init(
    _ table: CompactVectors, rows: [Int], sizes: Sizes, threads: Int,
    using generator: inout SeededGenerator
  ) {
    origin = Self.origin(table, rows)
    let centres = Self.centres(
      table, rows: rows, origin, count: sizes.lists, threads: threads, using: &generator)
    let sizes = Sizes(lists: centres.count)
    (self.sizes, self.table) = (sizes, table)
    let nearest = NearestLists(
      of: table, rows: rows, origin: origin, to: centres, depth: sizes.probes, threads: threads)
    let members = Grouped(count: rows.count, groups: sizes.lists) {
      Int(nearest.numbers.base[$0 * sizes.probes])
    }
    let isComplete = sizes.lists == sizes.probes
    let own = isComplete ? nearest : nearest.rows(at: members.all)
    inputIndices = isComplete ? nil : Array(members.all)
    self.rows = inputIndices.map { $0.map { rows[Int($0)] } } ?? rows
    self.members = isComplete ? members : members.inOrder
    self.nearest = own
    visitors = Grouped(count: rows.count * sizes.probes, groups: sizes.lists) {
      Int(own.numbers.base[$0])
    }
  }

  /// Whether all lists are searched for every row.
  var areComplete: Bool { sizes.lists == sizes.probes }

  func members(of list: Int) -> UnsafeBufferPointer<UInt32> { members[list] }
  func visitors(of list: Int) -> UnsafeBufferPointer<UInt32> { visitors[list] }

  /// Calls `body` with every row of the lists that are searched for a row.
  func forEachInProbes(of row: Int, _ body: (Int) -> Void) {
    for probe in row * sizes.probes..<(row + 1) * sizes.probes {
      for member in members[Int(nearest.numbers.base[probe])] { body(Int(member)) }
    }
  }

  /// The mean of a sample of the rows.
  private static func origin(_ table: CompactVectors, _ rows: [Int]) -> [Float] {
    var sums = [Double](repeating: 0, count: table.dimensions)
    let step = max(1, rows.count / 1000)
    let sample = stride(from: 0, to: rows.count, by: step)
    for position in sample {
      let row = table[rows[position]]
      for column in 0..<table.dimensions { sums[column] += Double(row[column]) }
    }
    return sums.map { Float($0 / Double(max(1, (rows.count + step - 1) / step))) }
  }

  // MARK: Centres

  /// How many rows of the sample there are per centre, and how often centres are moved: more of
  /// either finds hardly any more neighbours.
  private static let sampleRows = 16
  private static let moves = 4

  /// Centres by k-means on a sample.
  private static func centres(
    _ table: CompactVectors, rows: [Int], _ origin: [Float], count: Int, threads: Int,
    using generator: inout SeededGenerator
  ) -> FloatPanels {
    let size = min(rows.count, count * sampleRows)
    let sample = generator.nextIndices(size, below: rows.count).map { rows[$0] }
    let first = generator.nextIndices(count, below: sample.count)
    let dimensions = table.dimensions
    var means = [Float](repeating: 0, count: count * dimensions)
    for (centre, position) in first.enumerated() {
      let row = table[sample[position]]
      for column in 0..<dimensions {
        means[centre * dimensions + column] = row[column] - origin[column]
      }
    }
    var panels = FloatPanels(means, dimensions: dimensions)
    guard count > 1 else { return panels }
    for _ in 0..<moves {
      let nearest = NearestLists(
        of: table, rows: sample, origin: origin, to: panels, depth: 1, threads: threads)
      move(&means, to: sample, of: table, origin, nearest.numbers.base)
      panels = FloatPanels(means, dimensions: dimensions)
    }
    return panels
  }

  /// Moves each centre to the mean of its rows. A centre without rows is dropped: it is usually a
  /// copy of another, and searching its list would find nothing.
  private static func move(
    _ means: inout [Float], to sample: [Int], of table: CompactVectors, _ origin: [Float],
    _ nearest: UnsafePointer<UInt32>
  ) {
    let dimensions = table.dimensions
    var sums = [Double](repeating: 0, count: means.count)
    var counts = [Int](repeating: 0, count: means.count / dimensions)
    for (position, index) in sample.enumerated() {
      let (row, centre) = (table[index], Int(nearest[position]))
      counts[centre] += 1
      for column in 0..<dimensions { sums[centre * dimensions + column] += Double(row[column]) }
    }
    means.removeAll(keepingCapacity: true)
    for centre in counts.indices where counts[centre] > 0 {
      for column in 0..<dimensions {
        let sum = sums[centre * dimensions + column]
        means.append(Float(sum / Double(counts[centre]) - Double(origin[column])))
      }
    }
  }
}

extension FloatPanels {
  fileprivate init(_ rows: [Float], dimensions: Int) {
    self.init(count: rows.count / dimensions, dimensions: dimensions) { position, target in
      for column in 0..<dimensions { target[column] = rows[position * dimensions + column] }
    }
  }
}

/// Whole numbers from 0 on, by group; ascending within each group.
struct Grouped: Sendable {
  private let starts: [Int]
  private let items: SharedMemory<UInt32>

  init(count: Int, groups: Int, _ group: (Int) -> Int) {
    var starts = [Int](repeating: 0, count: groups + 1)
    for item in 0..<count { starts[group(item) + 1] += 1 }
    for position in 0..<groups { starts[position + 1] += starts[position] }
    let items = SharedMemory<UInt32>(repeating: 0, count: count)
    var next = starts
    for item in 0..<count {
      let own = group(item)
      items.base[next[own]] = UInt32(item)
      next[own] += 1
    }
    (self.starts, self.items) = (starts, items)
  }

  private init(_ starts: [Int], _ items: SharedMemory<UInt32>) {
    (self.starts, self.items) = (starts, items)
  }

  /// All numbers, group by group.
  var all: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: items.base, count: starts[starts.count - 1])
  }

  /// Groups of the same sizes, whose numbers ascend from group to group.
  var inOrder: Grouped {
    let items = SharedMemory<UInt32>(repeating: 0, count: all.count)
    for position in 0..<all.count { items.base[position] = UInt32(position) }
    return Grouped(starts, items)
  }

  subscript(group: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(
      start: items.base + starts[group], count: starts[group + 1] - starts[group])
  }
}
