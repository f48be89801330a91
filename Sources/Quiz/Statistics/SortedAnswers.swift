/// The answers that count, and how many do not count, and why.
public struct SortedAnswers: Sendable {
  /// One page of the quiz.
  public struct Page: Hashable, Sendable {
    public let seed: Int
    public let questions: Int
  }

  /// The quiz that the answers are about.
  public let quiz: String
  public private(set) var answers: [Answer] = []
  /// Answers to another quiz, or about records that have changed since.
  public private(set) var ofOtherQuiz = 0
  /// Answers that do not match their own checksum, or the records.
  public private(set) var tampered = 0
  /// The other answers of people with tampered ones: those left unchanged are not a fair sample.
  public private(set) var distrusted = 0
  /// Repeated answers of a person to a question; the first one counts.
  public private(set) var repeated = 0
  /// How often a person has begun a page but not answered all of it.
  public private(set) var unfinished = 0

  /// - Parameters:
  ///   - given: the answers, each with the checksum saved with it.
  ///   - quiz: the quiz to evaluate; nil for the one with the most answers, on a tie the first.
  ///   - fits: whether an answer to this quiz matches what the page asked.
  /// - Returns: nil where no answer is to the quiz.
  public init?(
    _ given: [(answer: Answer, check: String)], quiz: String?, fits: (Answer) -> Bool
  ) {
    var counts: [String: (count: Int, first: Int)] = [:]
    for (index, one) in given.enumerated() {
      counts[one.answer.quiz, default: (0, index)].count += 1
    }
    let most = counts.max {
      $0.value.count != $1.value.count
        ? $0.value.count < $1.value.count : $0.value.first > $1.value.first
    }
    guard let quiz = quiz ?? most?.key, counts[quiz] != nil else { return nil }
    self.quiz = quiz
    // For each person and page: the questions answered, and whether any answer was tampered with.
    var questions: [Sitting: Set<Int>] = [:]
    var isFalse = Set<Sitting>()
    var first: [Answer] = []
    for (answer, check) in given {
      let sitting = Sitting(answer)
      if answer.quiz != quiz {
        ofOtherQuiz += 1
      } else if !questions[sitting, default: []].insert(answer.question).inserted {
        repeated += 1
      } else if check != answer.check || !fits(answer) {
        tampered += 1
        isFalse.insert(sitting)
      } else {
        first.append(answer)
      }
    }
    answers = first.filter { !isFalse.contains(Sitting($0)) }
    distrusted = first.count - answers.count
    unfinished = questions.count { $0.value.count < $0.key.page.questions }
  }

  /// The people, in the order in which they first occur.
  public var persons: [String] {
    var seen = Set<String>()
    return answers.map(\.person).filter { seen.insert($0).inserted }
  }

  /// The pages, in the order in which they first occur, and the number of answers to each.
  public var pages: [(page: Page, answers: Int)] {
    var counts: [Page: Int] = [:]
    var order: [Page] = []
    for answer in answers {
      let page = Page(seed: answer.seed, questions: answer.questions)
      if counts[page] == nil { order.append(page) }
      counts[page, default: 0] += 1
    }
    return order.map { ($0, counts[$0] ?? 0) }
  }

  private struct Sitting: Hashable {
    let person: String
    let page: Page

    init(_ answer: Answer) {
      person = answer.person
      page = Page(seed: answer.seed, questions: answer.questions)
    }
  }
}
