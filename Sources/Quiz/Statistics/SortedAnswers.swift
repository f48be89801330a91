/// The answers that count, and how many do not, and why.
public struct SortedAnswers: Sendable {
  /// One page of the quiz.
  public struct Page: Hashable, Sendable {
    public let seed: Int
    public let questions: Int
  }

  /// The quiz that they are about.
  public let quiz: String
  public private(set) var answers: [Answer] = []
  /// Answers of another quiz, or of records that have changed since.
  public private(set) var ofOtherQuiz = 0
  /// Answers that do not fit their own check, or not the records.
  public private(set) var tampered = 0
  /// The other answers of who has tampered ones: what was not changed is not a fair sample.
  public private(set) var distrusted = 0
  /// Second answers of a person to a question; the first one counts.
  public private(set) var repeated = 0
  /// How many times a person has begun a page and not answered all of it.
  public private(set) var unfinished = 0

  /// - Parameters:
  ///   - given: each with the check that stands beside it.
  ///   - quiz: the one that is asked about; nil: the one that most answers are of, among equals the
  ///     first.
  ///   - fits: whether an answer of this quiz agrees with what the page asked.
  /// - Returns: nil where no answer is of the quiz.
  public init?(
    _ given: [(answer: Answer, check: String)], quiz: String?, fits: (Answer) -> Bool
  ) {
    var counts: [String: (count: Int, first: Int)] = [:]
    for (place, one) in given.enumerated() {
      counts[one.answer.quiz, default: (0, place)].count += 1
    }
    let most = counts.max {
      $0.value.count != $1.value.count
        ? $0.value.count < $1.value.count : $0.value.first > $1.value.first
    }
    guard let quiz = quiz ?? most?.key, counts[quiz] != nil else { return nil }
    self.quiz = quiz
    // Each person's answers to each page: which questions, and whether all can be true.
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

  /// Persons, in the order in which they first come.
  public var persons: [String] {
    var seen = Set<String>()
    return answers.map(\.person).filter { seen.insert($0).inserted }
  }

  /// Pages, in the order in which they first come, and how many answers each has.
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
