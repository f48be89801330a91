/// A look: a name, and the words of the faces that have it.
public struct Look: Sendable, Equatable {
  public let name: String
  public let words: [Word]

  public init(name: String, words: [Word]) {
    (self.name, self.words) = (name, words)
  }
}

/// An error in a list of looks.
public struct LookError: Error, Equatable, Sendable {
  /// The number of the line, from 1; nil where there are no lines.
  public let line: Int?
  public let reason: String

  public init(line: Int?, reason: String) {
    (self.line, self.reason) = (line, reason)
  }
}

/// Collects looks from a list, and refuses those that make no sense.
public struct LookListBuilder {
  /// The maximum numbers of looks in a list and of words in a look.
  public static let mostLooks = 100_000
  private static let mostWords = 200
  private static let longestName = 200

  public private(set) var looks: [Look] = []
  private var names: Set<String> = []

  public init() {}

  /// - Parameter line: the number of the line with this look, from 1.
  /// - Throws: `LookError` where the name is invalid or was used before, or a word is unknown,
  ///   repeated or contradicts another one.
  public mutating func add(
    _ name: String, _ texts: [String], line: Int? = nil
  ) throws(LookError) {
    func wrong(_ reason: String) -> LookError { LookError(line: line, reason: reason) }
    guard !name.isEmpty, name.utf8.count <= Self.longestName else {
      throw wrong("a look needs a name of at most \(Self.longestName) bytes before its ':'")
    }
    guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else {
      throw wrong("the name of a look contains a control character")
    }
    guard names.insert(name).inserted else { throw wrong("the look '\(name)' is defined twice") }
    guard !texts.isEmpty else { throw wrong("the look '\(name)' has no words") }
    guard texts.count <= Self.mostWords, looks.count < Self.mostLooks else {
      throw wrong("more than \(Self.mostWords) words, or \(Self.mostLooks) looks")
    }
    var written: [Word: String] = [:]
    for text in texts {
      guard let word = Lexicon.word(text) else {
        let nearest = Lexicon.nearest(to: text).map { "'\($0)'" }
        throw wrong(
          "'\(text.prefix(80))' is not a known word: did you mean "
            + "\(nearest.joined(separator: ", "))? --list shows all")
      }
      if let other = written[word] {
        throw wrong(
          other == text
            ? "'\(text)' occurs twice" : "'\(text)' and '\(other)' are the same word")
      }
      if let other = written[word.opposite] {
        throw wrong("'\(text)' contradicts '\(other)'")
      }
      written[word] = text
    }
    looks.append(Look(name: name, words: texts.compactMap { Lexicon.word($0) }))
  }

  /// Handwritten looks, one per line: `soft: big forehead, rounded jaw, small nose`. Blank lines
  /// and lines that begin with `#` are skipped.
  public mutating func add(lines text: String) throws(LookError) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let body = trimmed(line)
      guard !body.isEmpty, body.first != "#" else { continue }
      guard let colon = body.lastIndex(of: ":") else {
        throw LookError(line: index + 1, reason: "no ':': write name: word, word, …")
      }
      let words = body[body.index(after: colon)...].split(
        separator: ",", omittingEmptySubsequences: false
      ).map { String(trimmed($0)) }
      let isEmpty = words.allSatisfy(\.isEmpty)
      guard isEmpty || !words.contains("") else {
        throw LookError(line: index + 1, reason: "a word is missing between two commas")
      }
      try add(String(trimmed(body[..<colon])), isEmpty ? [] : words, line: index + 1)
    }
  }
}

private func trimmed(_ text: Substring) -> Substring {
  var text = text.drop { $0.isWhitespace }
  while let last = text.last, last.isWhitespace { text = text.dropLast() }
  return text
}
