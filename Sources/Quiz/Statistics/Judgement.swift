/// What the answers show.
public struct Judgement: Sendable {
  /// Guessing finds the odd face in one of three cases.
  public static let chance = 1.0 / 3
  /// The difference that there must be enough answers to detect before the verdict can be that
  /// people do not see the groups.
  public static let differenceOfInterest = 0.1

  /// Answers about clusters, or about random groups.
  public struct Part: Sendable {
    public let proportion: Proportion
    /// How many answers count as one (see `designEffect`).
    public let designEffect: Double
    /// Agreement between people who answered the same questions; nil where no question has two
    /// answers.
    public let alpha: Double?

    var effective: Proportion {
      Proportion(
        right: proportion.right / designEffect, count: proportion.count / designEffect)
    }

    /// The number of further answers needed to see ``Judgement/differenceOfInterest``.
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
  /// The difference between the two parts, each divided by its design effect; nil where one has no
  /// answers.
  public let difference: Difference?
  public let verdict: Verdict
  /// The number of people who have answered.
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

  /// The number of further answers needed to see ``differenceOfInterest`` with a power of 80 %.
  public var stillNeeded: Int { clusters.stillNeeded + control.stillNeeded }
}

/// Numbers things in the order in which they first occur.
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
