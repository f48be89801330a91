import Quiz
import Testing

@Suite struct JudgementTests {
  /// Answers of several persons to the same questions; a closure says which are right.
  private static func answers(
    persons: Int, questions: Int,
    isRight: (_ person: Int, _ question: Int, _ isControl: Bool) -> Bool
  ) -> [Answer] {
    (0..<persons).flatMap { person in
      (0..<questions).map { question in
        let isControl = question % 2 == 1
        let isRight = isRight(person, question / 2, isControl)
        return Answer(
          quiz: "a", question: question + 1, questions: questions, seed: 0, images: .none,
          shown: ["x", "y", "z"], choice: isRight ? 2 : 1, odd: 2, isControl: isControl,
          groups: [0, 1], person: "p\(person)", milliseconds: 1000)
      }
    }
  }

  @Test func whoIsRightAboutClustersAloneSeesThem() {
    let answers = Self.answers(persons: 1, questions: 60) { _, question, isControl in
      isControl ? question % 3 == 0 : question % 5 > 0
    }
    let judgement = Judgement(answers)
    #expect(judgement.verdict == .seen)
    #expect(judgement.clusters.proportion == Proportion(right: 24, count: 30))
    #expect(judgement.control.proportion == Proportion(right: 10, count: 30))
    // One person answers each question once: every answer counts fully.
    #expect(judgement.clusters.designEffect == 1 && judgement.control.designEffect == 1)
    #expect(judgement.sentence.hasPrefix("people see these groups: the odd face was found in 80 %"))
  }

  @Test func fewAnswersTellNothing() {
    let judgement = Judgement(
      Self.answers(persons: 1, questions: 60) { _, question, _ in question % 3 == 0 })
    #expect(judgement.verdict == .undecided)
    // 370 of each kind are needed, 30 are there.
    #expect(judgement.stillNeeded == 680)
    #expect(judgement.sentence.hasPrefix("too few answers to tell"))
  }

  @Test func manyAnswersWithoutADifferenceSayNo() {
    // Each person is right on different questions: no two persons are alike.
    let judgement = Judgement(
      Self.answers(persons: 15, questions: 60) { person, question, _ in
        (question + person) % 3 == 0
      })
    #expect(judgement.clusters.designEffect == 1)
    #expect(judgement.verdict == .notSeen && judgement.stillNeeded == 0)
    #expect(judgement.sentence.hasPrefix("people do not see these groups: "))
  }

  @Test func answersThatAreAllAlikeCountAsOne() {
    // 40 persons with the same perception say no more than one.
    let isRight = { (_: Int, question: Int, isControl: Bool) in
      question % 3 == 0 || !isControl && question % 4 == 0
    }
    let one = Judgement(Self.answers(persons: 1, questions: 60, isRight: isRight))
    let many = Judgement(Self.answers(persons: 40, questions: 60, isRight: isRight))
    // 30 questions: 40 · 30 / 29, less the persons' lack of independence.
    #expect(many.clusters.designEffect > 39)
    #expect(one.verdict == .undecided && many.verdict == .undecided)
    #expect(many.alpha == nil || many.alpha == 1)
  }

  @Test func theDesignEffectIsThatOfBothClusterings() {
    // Two persons, two questions of each kind; both persons are right on the first question.
    let answers = Self.answers(persons: 2, questions: 4) { _, question, _ in question == 0 }
    // Mean 1/2 of 4. By question: 2 · (1 + 1) / 16 = 1/4. By person: 2 · (0 + 0) / 16 = 0.
    // Independent: 1/16. (1/4 + 0 - 1/16) / (1/16) = 3.
    #expect(Judgement(answers).clusters.designEffect == 3)
  }

  @Test func withoutControlThereIsNoVerdict() {
    let answers = Self.answers(persons: 1, questions: 60) { _, _, _ in true }
    let judgement = Judgement(answers.filter { !$0.isControl })
    #expect(judgement.difference == nil && judgement.verdict == .undecided)
    #expect(judgement.sentence.contains("only answers about clusters"))
  }

  @Test func answersAreSorted() throws {
    let own = Self.answers(persons: 3, questions: 4) { _, _, _ in true }
    var other = own[0]
    other.quiz = "b"
    var changed = own[10]
    changed.choice = 3
    let good = Array(own[0..<7])
    let given =
      good.map { (answer: $0, check: $0.check) }
      + [(own[0], own[0].check), (other, other.check)]
      // The third person's answers: three unchanged, one changed.
      + [8, 9, 11].map { (own[$0], own[$0].check) } + [(changed, own[10].check)]
    let sorted = try #require(SortedAnswers(given, quiz: nil) { _ in true })
    #expect(sorted.quiz == "a" && sorted.answers == good)
    #expect(
      [sorted.ofOtherQuiz, sorted.repeated, sorted.tampered, sorted.distrusted] == [1, 1, 1, 3])
    // The second person has not answered the last question.
    #expect(sorted.unfinished == 1 && sorted.persons == ["p0", "p1"])
    #expect(SortedAnswers(given, quiz: "c") { _ in true } == nil)
    let none = try #require(SortedAnswers(given, quiz: "a") { _ in false })
    #expect(none.answers.isEmpty && none.tampered == 11)
  }
}
