/// What answers say.
public struct Judgement: Sendable {
  /// Guessing finds one odd face in three.
  public static let chance = 1.0 / 3
  /// The difference that a verdict without any asks answers enough for.
  public static let differenceOfInterest = 0.1

  /// Answers about clusters, or about random groups.
  public struct Part: Sendable {
    public let proportion: Proportion
    /// How many answers count for one (see the source of `designEffect`).
    public let designEffect: Double
    /// Agreement of those who answered the same questions; nil where no question has two answers.
    public let alpha: Double?

    var effective: Proportion {
      Proportion(
        right: proportion.right / designEffect, count: proportion.count / designEffect)
    }

    /// How many more answers it takes to see ``Judgement/differenceOfInterest``.
    var stillNeeded: Int {
      let needed = answersNeeded(toSee: differenceOfInterest, over: chance) * designEffect
      return max(0, Int((needed - proportion.count).rounded(.up)))
    }

    init(_ answers: [Answer]) {
      proportion = Proportion(right: answers.count(where: \.isRight), count: answers.count)
      var (questions, persons) = (Numbers<[Int]>(), Numbers<String>())
      var units: [[Int]] = []
      let counted = answers.map { answer in
        let question = questions[[answer.seed, answer.questions, answer.question]]
        if question == units.count { units.append([]) }
        units[question].append(answer.choice)
        return CountedAnswer(
          question: question, person: persons[answer.person], isRight: answer.isRight)
      }
      designEffect = answers.isEmpty ? 1 : Quiz.designEffect(counted)
      alpha = krippendorffAlpha(units)
    }
  }

  public enum Verdict: Sendable, Equatable {
    case seen, notSeen, undecided
  }

  public let clusters: Part
  public let control: Part
  /// Agreement over all questions.
  public let alpha: Double?
  /// Of the two parts, each counted as its design effect has it; nil where one has no answers.
  public let difference: Difference?
  public let verdict: Verdict
  /// How many have answered.
  public let persons: Int

  public init(_ answers: [Answer]) {
    clusters = Part(answers.filter { !$0.isControl })
    control = Part(answers.filter(\.isControl))
    alpha = Part(answers).alpha
    persons = Set(answers.map(\.person)).count
    difference = Difference(clusters.effective, minus: control.effective)
    let isEnough = clusters.stillNeeded + control.stillNeeded == 0
    if let difference, difference.interval.lowerBound > 0 {
      verdict = .seen
    } else {
      verdict = isEnough && difference != nil ? .notSeen : .undecided
    }
  }

  /// How many more answers it takes to see ``differenceOfInterest`` with a power of 80 %.
  public var stillNeeded: Int { clusters.stillNeeded + control.stillNeeded }
}

/// Numbers things in the order in which they first come.
private struct Numbers<Thing: Hashable> {
  private var numbers: [Thing: Int] = [:]

  subscript(_ thing: Thing) -> Int {
    mutating get {
      if let number = numbers[thing] { return number }
      numbers[thing] = numbers.count
      return numbers.count - 1
    }
  }
}
