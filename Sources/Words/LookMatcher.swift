/// Which of a list of looks fits a face best.
public struct LookMatcher: Sendable {
  /// What came of one face.
  public struct Match: Sendable, Equatable {
    /// The best look's index; nil where none could be judged.
    public var best: Int?
    public var fit: Double
    public var next: Int?
    /// The best look's words that the face has, the strongest first.
    public var reasons: [Word]

    public init(best: Int?, fit: Double, next: Int?, reasons: [Word]) {
      (self.best, self.fit, self.next, self.reasons) = (best, fit, next, reasons)
    }
  }

  public let looks: [Look]
  /// A look is a fit from here on, and a word speaks for it.
  public let least: Double
  /// Each word of any look, once.
  public let words: [Word]
  /// The words of each look, as indices into `words`.
  private let members: [[Int]]

  public init(_ looks: [Look], least: Double) {
    (self.looks, self.least) = (looks, least)
    var places: [Word: Int] = [:]
    var words: [Word] = []
    members = looks.map { look in
      look.words.map { word in
        if let place = places[word] { return place }
        places[word] = words.count
        words.append(word)
        return words.count - 1
      }
    }
    self.words = words
  }

  /// The look that fits best; of equal ones the first.
  ///
  /// A look's fit is the mean, over its words that can be judged, of how far the face has each: 0 …
  /// 1. A look of whose words less than half can be judged is left out.
  ///
  /// - Parameter degrees: beside `words`; nil: cannot be judged.
  /// - Complexity: O(words of all looks).
  public func match(_ degrees: [Double?]) -> Match {
    var match = Match(best: nil, fit: 0, next: nil, reasons: [])
    var nextFit = -1.0
    for (look, words) in members.enumerated() {
      var (sum, count) = (0.0, 0)
      for word in words {
        guard let degree = degrees[word] else { continue }
        sum += degree
        count += 1
      }
      guard 2 * count >= words.count, count > 0 else { continue }
      let fit = sum / Double(count)
      if match.best == nil || fit > match.fit {
        (match.next, nextFit) = (match.best, match.best == nil ? -1 : match.fit)
        (match.best, match.fit) = (look, fit)
      } else if fit > nextFit {
        (match.next, nextFit) = (look, fit)
      }
    }
    if let best = match.best { match.reasons = reasons(members[best], degrees) }
    return match
  }

  private func reasons(_ words: [Int], _ degrees: [Double?]) -> [Word] {
    let held = words.enumerated().compactMap { order, word in
      degrees[word].flatMap { $0 >= least ? (degree: $0, order: order, word: word) : nil }
    }
    return held.sorted { $0.degree != $1.degree ? $0.degree > $1.degree : $0.order < $1.order }
      .map { self.words[$0.word] }
  }
}
