import Clustering

/// The faces that are shown in each question.
///
/// Every second question is about clusters; the others, mixed in among them, are about random
/// groups of the same sizes, drawn in the same way. Anything other than the clusters that gives an
/// answer away, such as faces of small groups that are shown again and again, does so there too.
/// What counts is the difference.
public struct QuizPlan: Sendable {
  public enum Unfit: Error, Equatable {
    /// Fewer than three faces.
    case tooFewFaces
    /// All faces are in one cluster.
    case oneCluster
    /// No cluster has enough faces for two pictures while another has enough for one.
    case noPair
  }

  public let questions: [Question]
  /// The number of pairs of clusters with enough faces to be asked about.
  public let pairCount: Int
  /// The number of pairs that cannot be asked about, as each cluster has enough faces for only one
  /// picture.
  public let pairsTooSmall: Int
  /// The clusters that are in no pair.
  public let leftOut: [Int]

  /// - Parameters:
  ///   - clusters: one per face.
  ///   - photos: one per face: if possible, no question shows two faces with the same number.
  ///   - count: the number of questions; if it is odd, one more is about clusters than about random
  ///     groups.
  ///   - facesPerPicture: more than 1 if averages are shown.
  /// - Complexity: O(questions × faces).
  public init(
    clusters: [Int], photos: [Int], count: Int, facesPerPicture: Int = 1, seed: Int
  ) throws(Unfit) {
    let groups = Groups(clusters, least: facesPerPicture)
    guard clusters.count > 2 else { throw .tooFewFaces }
    guard groups.numbers.count > 1 else { throw .oneCluster }
    guard groups.pairCount > 0 else { throw .noPair }
    var generator = SeededGenerator(seed: UInt64(seed))
    // The same sizes, other faces.
    let random = Groups(generator.shuffled(clusters), least: facesPerPicture)
    var real = Draw(groups, count: (count + 1) / 2, isControl: false, using: &generator)
    var control = Draw(random, count: count / 2, isControl: true, using: &generator)
    let kinds = generator.shuffled((0..<count).map { $0 % 2 == 1 })
    var faces = FaceChoice(photos: photos)
    questions = kinds.map { isControl in
      isControl
        ? control.next(&faces, facesPerPicture, using: &generator)
        : real.next(&faces, facesPerPicture, using: &generator)
    }
    (pairCount, pairsTooSmall) = (groups.pairCount, groups.pairsTooSmall)
    leftOut = groups.leftOut
  }
}

/// Draws the questions of one kind in order: each pair of groups and each position comes equally
/// often.
private struct Draw {
  private let groups: Groups
  private let isControl: Bool
  private var pairs: [SIMD2<Int>]
  private var oddPositions: [Int]
  /// Whether the first group of a pair shows two pictures the next time.
  private var isFirstTwo: [SIMD2<Int>: Bool] = [:]

  init(
    _ groups: Groups, count: Int, isControl: Bool, using generator: inout SeededGenerator
  ) {
    self.groups = groups
    self.isControl = isControl
    pairs = groups.pairs(count, using: &generator)
    oddPositions = generator.rounds(of: [0, 1, 2], count: count)
    for pair in pairs where isFirstTwo[pair] == nil {
      isFirstTwo[pair] = generator.next() & 1 == 0
    }
  }

  mutating func next(
    _ faces: inout FaceChoice, _ facesPerPicture: Int, using generator: inout SeededGenerator
  ) -> Question {
    let pair = pairs.removeLast()
    let isFirst = isFirstTwo[pair, default: true]
    isFirstTwo[pair] = !isFirst
    // A group with enough faces for only one picture can only be the odd one.
    let firstIsTwo = groups.canBeTwo(pair.x) && (isFirst || !groups.canBeTwo(pair.y))
    let (two, one) = firstIsTwo ? (pair.x, pair.y) : (pair.y, pair.x)
    let alike = faces.take(
      2 * facesPerPicture, of: groups.members[two] ?? [], beside: [], using: &generator)
    let different = faces.take(
      facesPerPicture, of: groups.members[one] ?? [], beside: alike, using: &generator)
    var pictures = [
      alike.prefix(facesPerPicture).sorted(), alike.dropFirst(facesPerPicture).sorted(),
    ]
    let odd = oddPositions.removeLast()
    pictures.insert(different.sorted(), at: odd)
    return Question(pictures: pictures, odd: odd, isControl: isControl, groups: [two, one])
  }
}

extension SeededGenerator {
  /// All elements, each order equally likely (Fisher and Yates 1938, in the form of Durstenfeld
  /// 1964).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, nextIndex(below: last + 1))
    }
    return elements
  }

  /// `count` elements from shuffled rounds of all elements: all occur equally often, or some once
  /// more.
  mutating func rounds<Element>(of elements: [Element], count: Int) -> [Element] {
    var drawn: [Element] = []
    while drawn.count < count { drawn += shuffled(elements) }
    return Array(drawn.prefix(count))
  }
}
