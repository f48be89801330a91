/// One answer, as the page saves it.
public struct Answer: Sendable, Equatable {
  public var quiz: String
  /// From 1.
  public var question: Int
  /// How many the quiz has.
  public var questions: Int
  public var seed: Int
  public var images: QuizImages
  /// What stood in the three places (see ``QuizIdentity/key(of:)``).
  public var shown: [String]
  /// The place that was chosen, 1 … 3.
  public var choice: Int
  /// The place of the odd one, 1 … 3.
  public var odd: Int
  /// Whether the groups were random ones.
  public var isControl: Bool
  /// The group that two were of, and the odd one's.
  public var groups: SIMD2<Int>
  /// A name that the person chose, or a random word.
  public var person: String
  /// From the question's appearance to the choice.
  public var milliseconds: Int

  public init(
    quiz: String, question: Int, questions: Int, seed: Int, images: QuizImages, shown: [String],
    choice: Int, odd: Int, isControl: Bool, groups: SIMD2<Int>, person: String, milliseconds: Int
  ) {
    (self.quiz, self.question, self.questions) = (quiz, question, questions)
    (self.seed, self.images, self.shown) = (seed, images, shown)
    (self.choice, self.odd, self.isControl) = (choice, odd, isControl)
    (self.groups, self.person, self.milliseconds) = (groups, person, milliseconds)
  }

  public var isRight: Bool { choice == odd }

  /// What the page writes beside an answer, so that one which was changed later can be told.
  public var check: String {
    let fields = [
      quiz, "\(question)", "\(questions)", "\(seed)", images.rawValue,
      shown.joined(separator: " "), "\(choice)", "\(odd)", isControl ? "control" : "clusters",
      "\(groups.x) \(groups.y)", person, "\(milliseconds)",
    ]
    return Digest(fields.joined(separator: "\n")).text
  }

  /// Whether a quiz's question is the one that this answers.
  ///
  /// - Parameter keys: of the question's three pictures.
  public func isOf(_ asked: Question, showing keys: [String]) -> Bool {
    shown == keys && odd == asked.odd + 1 && isControl == asked.isControl
      && groups == asked.groups
  }
}
