import CProducts
import Clustering
import Testing

/// Heaps of rows around random centres, 0.05 wide, in mixed order.
private func heaps(_ count: Int, of size: Int, dimensions: Int, seed: UInt64) -> (
  rows: Vectors, heap: [Int]
) {
  var random = SeededGenerator(seed: seed)
  var rows = Vectors(dimensions: dimensions)
  let centres = (0..<count).map { _ in (0..<dimensions).map { _ in 2 * random.nextNormal() } }
  let heap = (0..<count * size).map { $0 % count }
  for number in heap {
    rows.append(centres[number].map { $0 + 0.05 * random.nextNormal() / Double(dimensions) })
  }
  return (rows, heap)
}

private func whispers(_ threshold: Double, threads: Int = 2) -> ChineseWhispers {
  var method = ChineseWhispers()
  (method.threshold, method.threads) = (threshold, threads)
  return method
}

extension ChineseWhispers {
  fileprivate func listed(
    _ vectors: Vectors, apart: Apart? = nil, links: [Link] = [], seed: UInt64 = 0
  ) -> Result {
    var generator = SeededGenerator(seed: seed)
    return fit(
      CompactVectors(vectors), rows: Array(0..<vectors.count), apart: apart, links: links,
      using: &generator)
  }
}

@Suite struct ListsTests {
  /// Numbers of rows that give so few lists that all of them are searched.
  @Test(arguments: [(1, 3, 0.5), (300, 3, 0.3), (2000, 3, 0.12), (2000, 2, 0.05)])
  func fewRowsHaveTheNeighboursThatAllPairsFind(count: Int, dimensions: Int, threshold: Double) {
    // Rounded to floats, so that both methods see the same numbers.
    let sample = Sample.uniform(count, dimensions, seed: 3)
    let vectors = Vectors(
      values: sample.values.map { Double(Float($0)) }, dimensions: dimensions)
    for seed in 0..<4 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let exact = whispers(threshold).fit(vectors, using: &generator)
      #expect(whispers(threshold).listed(vectors, seed: seed) == exact)
    }
    guard count > 10 else { return }
    let apart = ChineseWhispers.Apart(
      groups: (0..<count).map { $0 / 3 }, same: (0..<count).map { $0 % 9 == 1 ? $0 - 1 : $0 })
    let links: [ChineseWhispers.Link] = [
      .init(3, 9, isTogether: true), .init(3, 30, isTogether: true),
      .init(6, 12, isTogether: false),
    ]
    var generator = SeededGenerator(seed: 7)
    let exact = whispers(threshold).fit(vectors, apart: apart, links: links, using: &generator)
    #expect(
      whispers(threshold).listed(vectors, apart: apart, links: links, seed: 7) == exact)
  }

  /// 6000 rows give 23 lists, of which eight are searched for each row.
  @Test func heapsAreFoundAmongManyLists() {
    let (rows, heap) = heaps(300, of: 20, dimensions: 16, seed: 1)
    let found = whispers(0.5).listed(rows)
    #expect(found.sizes == [Int](repeating: 20, count: 300))
    #expect(Set(zip(heap, found.assignments).map { [$0, $1] }).count == 300)
    // Neither the number of threads nor a different table matters.
    #expect(whispers(0.5, threads: 1).listed(rows) == found)
    #expect(whispers(0.5, threads: 5).listed(rows) == found)
  }

  @Test func linksAreKeptAmongManyLists() {
    let (rows, heap) = heaps(300, of: 20, dimensions: 16, seed: 2)
    let photos = (0..<6000).map { $0 / 2 }
    var same = Array(0..<6000)
    same[5001] = 5000
    let links: [ChineseWhispers.Link] = [
      .init(0, 1, isTogether: true), .init(2, 302, isTogether: false),
      .init(4, 5999, isTogether: true),
    ]
    let apart = ChineseWhispers.Apart(groups: photos, same: same)
    // 0 and 1 are on the same photo, so they cannot be together: as in `LinkedRows`.
    let found = whispers(0.5).listed(rows, apart: apart, links: Array(links.dropFirst()))
      .assignments
    #expect(heap[2] == heap[302] && found[2] != found[302])
    #expect(heap[4] != heap[5999] && found[4] == found[5999])
    #expect(found[5000] == found[5001])
    for photo in 0..<2500 { #expect(found[2 * photo] != found[2 * photo + 1]) }
  }

  /// Ten thousand copies give one list that is too long, and more neighbours than are kept.
  @Test func copies() {
    let (rows, _) = heaps(100, of: 20, dimensions: 4, seed: 3)
    let copies = [Double](repeating: 9, count: 10_000 * 4)
    let found = whispers(0.4).listed(Vectors(values: copies + rows.values, dimensions: 4))
    #expect(found.sizes[0] == 10_000 && Set(found.assignments[..<10_000]) == [0])
    #expect(found.sizes.dropFirst().reduce(0, +) == 2000)
  }

  /// Seven heaps of eleven different rows each, and many copies of these: lists with the same
  /// centre count as one.
  @Test func fewDifferentRows() {
    let values = (0..<20_000).flatMap { [Double($0 % 7), Double($0 % 11) / 100] }
    #expect(whispers(0.5).listed(Vectors(values: values, dimensions: 2)).sizes.count == 7)
  }

  /// A heap with more rows than fit into a list stays one heap.
  @Test func oneLargeHeap() {
    var random = SeededGenerator(seed: 5)
    let values = (0..<12_000 * 8).map { _ in 0.1 * random.nextNormal() }
    #expect(whispers(0.8).listed(Vectors(values: values, dimensions: 8)).sizes == [12_000])
  }

  @Test(arguments: [1e-200, 1e-30, 1e30, 1e140]) func numbersOfAnySize(unit: Double) {
    let (rows, heap) = heaps(30, of: 20, dimensions: 8, seed: 4)
    let found = whispers(0.5 * unit).listed(
      Vectors(values: rows.values.map { $0 * unit }, dimensions: 8))
    #expect(Set(zip(heap, found.assignments).map { [$0, $1] }).count == 30)
  }

  /// The first row determines the unit, until a much larger one comes.
  @Test func theUnitGrows() {
    let table = CompactVectors(Vectors([[1, 2], [3, 4]]))
    #expect(table.unit == 1 && table.count == 2)
    table.append([0x1p80, 0])
    #expect(table.unit == 0x1p80)
    let means = table.means(of: [0, 1, 2], [0, 0, 1], sizes: [2, 1])
    #expect(means == Vectors([[2, 3], [0x1p80, 0]]))
    #expect(CompactVectors(Vectors([[0, 0], [1e-30, 0]])).unit == 1)
  }

  @Test func theOrderIsThatOfDoubles() {
    let vectors = Vectors([[2, 1], [-1, 9], [2, 0], [-1, 9], [0, 0], [-0.0, -1], [-3, 0]])
    let ranks = [0, 3, 2, 1, 4, 5, 6]
    #expect(
      ContentOrder(of: CompactVectors(vectors), ranks: ranks).rows
        == ContentOrder(of: vectors, ranks: ranks).rows)
    #expect(ContentOrder(of: CompactVectors(vectors)).rows == ContentOrder(of: vectors).rows)
  }

  @Test func runnersUp() {
    // With few centres, all are compared, and the nearest other one is found.
    let (rows, heap) = heaps(40, of: 5, dimensions: 3, seed: 6)
    let sizes = [Int](repeating: 5, count: 40)
    let centres = rows.means(of: heap, sizes: sizes)
    let table = CompactVectors(rows)
    let found = NearbyCentres(centres, unit: table.unit).runnersUp(
      of: Array(0..<200), in: table, clusters: heap)
    let wanted = NearestCentres(centres).assignments(of: rows, to: heap)
    #expect(found == wanted.map(\.runnerUp))
    for row in 0..<200 {
      let own = NearestCentres.Assignment(
        Array(rows[row]), in: heap[row], runnerUp: found[row], of: centres)
      #expect(own.cluster == wanted[row].cluster && own.runnerUp == wanted[row].runnerUp)
      #expect(abs(own.distance - wanted[row].distance) < 1e-12)
      #expect(abs((own.margin ?? 9) - (wanted[row].margin ?? 7)) < 1e-12)
    }
    let one = NearbyCentres(Vectors([[1, 2]]), unit: 1)
    #expect(
      one.runnersUp(of: [0], in: CompactVectors(Vectors([[1, 1]])), clusters: [0]) == [nil])
  }

  /// So many centres that they are searched in lists: nearly always the nearest other one is found,
  /// and never the row's own.
  @Test func runnersUpOfManyCentres() {
    var random = SeededGenerator(seed: 3)
    let count = 33_000
    let centres = Vectors((0..<count).map { _ in [random.nextNormal(), random.nextNormal()] })
    let clusters = (0..<200).map { $0 * 165 }
    let rows = Vectors(clusters.map { Array(centres[$0]) })
    let table = CompactVectors(rows)
    let found = NearbyCentres(centres, unit: table.unit).runnersUp(
      of: Array(0..<200), in: table, clusters: clusters)
    let wanted = NearestCentres(centres).assignments(of: rows, to: clusters).map(\.runnerUp)
    #expect(zip(found, wanted).count { $0 == $1 } >= 190)
    #expect(zip(found, clusters).allSatisfy { $0 != nil && $0 != $1 })
  }

  /// Products are added up column by column, whatever instructions are used: 11 rows are more than
  /// are processed at a time.
  @Test func productsColumnByColumn() {
    var random = SeededGenerator(seed: 9)
    let dimensions = 21
    let rows = (0..<11).map { _ in (0..<dimensions).map { _ in Float(random.nextNormal()) } }
    let panels = (0..<2 * PANEL_ROWS * dimensions).map { _ in Float(random.nextNormal()) }
    var products = [Float](repeating: 0, count: rows.count * 2 * PANEL_ROWS)
    let table = rows.flatMap(\.self)
    table.withUnsafeBufferPointer { table in
      let places = rows.indices.map { row in table.baseAddress.map { $0 + row * dimensions } }
      panel_products(places, rows.count, panels, 2, dimensions, &products)
    }
    for (number, row) in rows.enumerated() {
      for lane in 0..<2 * PANEL_ROWS {
        var sum: Float = 0
        for column in 0..<dimensions {
          let start = lane / PANEL_ROWS * PANEL_ROWS * dimensions
          let product = row[column] * panels[start + column * PANEL_ROWS + lane % PANEL_ROWS]
          sum += product
        }
        #expect(products[number * 2 * PANEL_ROWS + lane] == sum)
      }
    }
  }
}
