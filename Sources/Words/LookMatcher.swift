/// Finds the look of a list that fits a face best.
public struct LookMatcher: Sendable {
  /// The result for one face.
  public struct Match: Sendable, Equatable {
    /// The best look's index; nil where none could be judged.
    public var best: Int?
    public var fit: Double
    public var next: Int?
    /// The words of the best look that the face has, the strongest first.
    public var reasons: [Word]

    public init(best: Int?, fit: Double, next: Int?, reasons: [Word]) {
      (self.best, self.fit, self.next, self.reasons) = (best, fit, next, reasons)
    }
  }

  public let looks: [Look]
  /// The minimum fit of a look, and the minimum degree of a word that counts as a reason.
  public let least: Double
  /// The words of all looks, each once.
  public let words: [Word]
  /// The words of each look, as indices into `words`.
  private let members: [[Int]]

  public init(_ looks: [Look], least: Double) {
    (self.looks, self.least) = (looks, least)
    var indices: [Word: Int] = [:]
    var words: [Word] = []
    members = looks.map { look in
      look.words.map { word in
        if let index = indices[word] { return index }
        indices[word] = words.count
        words.append(word)
        return words.count - 1
      }
    }
    self.words = words
  }

  /// The look that fits best; on a tie, the first.
  ///
  /// A look's fit is the mean degree, from 0 to 1, of those of its words that can be judged. A look
  /// is skipped if fewer than half of its words can be judged.
  ///
  /// - Parameter degrees: one for each of `words`; nil if it cannot be judged.
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
