import Clustering

/// Faces by group, and the pairs of groups that questions can be about.
struct Groups {
  let numbers: [Int]
  let members: [Int: [Int]]
  /// Groups with enough faces for one picture, and for two.
  private let ones, twos: [Int]
  private let isTwo: Set<Int>

  /// Up to this many pairs are listed; of more, some are drawn.
  private static let mostListed = 100_000

  /// - Parameter least: the number of faces that one picture takes.
  init(_ clusters: [Int], least: Int) {
    let members = Dictionary(grouping: clusters.indices) { clusters[$0] }
    let numbers = members.keys.sorted()
    func pictures(_ number: Int) -> Int { (members[number]?.count ?? 0) / least }
    (self.numbers, self.members) = (numbers, members)
    ones = numbers.filter { pictures($0) > 0 }
    twos = numbers.filter { pictures($0) > 1 }
    isTwo = Set(twos)
  }

  func canBeTwo(_ number: Int) -> Bool { isTwo.contains(number) }

  /// The number of pairs in which at least one group has enough faces for two pictures.
  var pairCount: Int {
    func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }
    return pairs(ones.count) - pairs(ones.count - twos.count)
  }

  /// The number of pairs in which both groups have enough faces for only one picture.
  var pairsTooSmall: Int { ones.count * (ones.count - 1) / 2 - pairCount }

  /// The groups that no question can be about.
  var leftOut: [Int] {
    let usable = Set(pairCount > 0 ? ones : [])
    return numbers.filter { !usable.contains($0) }
  }

  /// Some pairs, each with the smaller number first. All occur equally often, or some once more.
  func pairs(_ count: Int, using generator: inout SeededGenerator) -> [SIMD2<Int>] {
    guard pairCount > Self.mostListed else { return generator.rounds(of: allPairs, count: count) }
    var pairs = Set<SIMD2<Int>>()
    var drawn: [SIMD2<Int>] = []
    while drawn.count < count {
      let first = twos[generator.nextIndex(below: twos.count)]
      let second = ones[generator.nextIndex(below: ones.count)]
      // A pair that can be drawn in two ways counts half each way.
      let counts = !isTwo.contains(second) || generator.nextIndex(below: 2) == 0
      let pair = SIMD2(min(first, second), max(first, second))
      if first != second, counts, pairs.insert(pair).inserted { drawn.append(pair) }
    }
    return drawn
  }

  private var allPairs: [SIMD2<Int>] {
    var pairs: [SIMD2<Int>] = []
    for (index, first) in ones.enumerated() {
      for second in ones[(index + 1)...] where isTwo.contains(first) || isTwo.contains(second) {
        pairs.append([first, second])
      }
    }
    return pairs
  }
}
