/// One answer, as the page saves it.
public struct Answer: Sendable, Equatable {
  public var quiz: String
  /// The number of the question, from 1.
  public var question: Int
  /// The number of questions in the quiz.
  public var questions: Int
  public var seed: Int
  public var images: QuizImages
  /// The keys of the three pictures, in the order shown (see ``QuizIdentity/key(of:)``).
  public var shown: [String]
  /// The position of the chosen picture, 1 … 3.
  public var choice: Int
  /// The position of the odd one, 1 … 3.
  public var odd: Int
  /// Whether the groups were random.
  public var isControl: Bool
  /// The group of the two that belong together, and that of the odd one.
  public var groups: SIMD2<Int>
  /// A name that the person chose, or a random word.
  public var person: String
  /// The time from the appearance of the question to the choice.
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

  /// The checksum that the page saves with an answer, so that later changes can be detected.
  public var check: String {
    let fields = [
      quiz, "\(question)", "\(questions)", "\(seed)", images.rawValue,
      shown.joined(separator: " "), "\(choice)", "\(odd)", isControl ? "control" : "clusters",
      "\(groups.x) \(groups.y)", person, "\(milliseconds)",
    ]
    return Digest(fields.joined(separator: "\n")).text
  }

  /// Whether this is an answer to a question of the quiz.
  ///
  /// - Parameter keys: the keys of the question's three pictures.
  public func isOf(_ asked: Question, showing keys: [String]) -> Bool {
    shown == keys && odd == asked.odd + 1 && isControl == asked.isControl
      && groups == asked.groups
  }
}
