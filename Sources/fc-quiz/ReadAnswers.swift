import Filter
import Quiz
import Records

extension Run {
  /// The answers in the input, and which of them count.
  ///
  /// - Parameter file: clustered records, from which the page is made again, to compare answers
  ///   with it.
  func sortedAnswers(records file: String?) throws -> SortedAnswers {
    var given: [(answer: Answer, check: String)] = []
    let record = Record.forStage(Answer.fields)
    try eachRecord(recordInput(), record, pass: .gather) { record in
      given.append(try Answer.read(record))
    }
    guard !given.isEmpty else {
      throw Fatal("there are no answers in the input, so there is nothing to score")
    }
    var (quiz, pages) = (String?.none, AskedPages(faces: []))
    if let file {
      pages = AskedPages(faces: try quizFaces(of: file))
      quiz = pages.quiz(amongThoseOf: given.map(\.answer))
      guard quiz != nil else {
        throw Fatal(
          "no answer is about these records: name the ones that the page was made from, "
            + "unchanged", at: file)
      }
    }
    let sorted = SortedAnswers(given, quiz: quiz) { file == nil || pages.asked($0) }
    guard let sorted, !sorted.answers.isEmpty else {
      throw Fatal("no answer counts: all were changed after they were saved")
    }
    return sorted
  }
}

/// The pages that the records give, made when an answer needs them.
private final class AskedPages {
  private struct Page: Hashable {
    let images: QuizImages
    let questions, seed: Int
  }

  private let faces: [QuizFace]
  private var questions: [Page: [Question]] = [:]
  private var identities: [QuizImages: QuizIdentity] = [:]

  init(faces: [QuizFace]) { self.faces = faces }

  private func identity(_ images: QuizImages) -> QuizIdentity {
    let identity = identities[images] ?? faces.identity(images)
    identities[images] = identity
    return identity
  }

  /// The quiz of these records with the most answers; nil where there are no answers to any.
  func quiz(amongThoseOf answers: [Answer]) -> String? {
    let counts = QuizImages.allCases.map { images in
      let id = identity(images).id
      return (id: id, count: answers.count { $0.quiz == id })
    }
    return counts.filter { $0.count > 0 }.max { $0.count < $1.count }?.id
  }

  /// Whether an answer matches a question of its page.
  func asked(_ answer: Answer) -> Bool {
    let identity = identity(answer.images)
    guard answer.quiz == identity.id else { return false }
    let page = Page(images: answer.images, questions: answer.questions, seed: answer.seed)
    let asked =
      questions[page]
      ?? (try? faces.plan(page.images, questions: page.questions, seed: page.seed))?.questions
      ?? []
    questions[page] = asked
    guard asked.indices.contains(answer.question - 1) else { return false }
    let question = asked[answer.question - 1]
    return answer.isOf(question, showing: faces.keys(of: question, identity))
  }
}

extension Answer {
  fileprivate static let fields = [
    "quiz", "question", "questions", "seed", "images", "shown", "choice", "odd", "right", "about",
    "clusters", "person", "milliseconds", "check",
  ]

  /// - Throws: `InputFailure` where a field is missing or invalid.
  fileprivate static func read(
    _ record: Record
  ) throws(InputFailure) -> (answer: Answer, check: String) {
    func wrong(_ field: String) -> InputFailure {
      InputFailure(
        "bad-answer",
        "not an answer to a quiz: \(field) is missing, or not as a quiz page writes it")
    }
    func whole(_ field: String, _ range: ClosedRange<Int>) throws(InputFailure) -> Int {
      guard let number = record.integer(field), range ~= number
      else { throw wrong(field) }
      return number
    }
    func text(_ field: String) throws(InputFailure) -> String {
      guard let text = record.string(field), !text.isEmpty else { throw wrong(field) }
      return text
    }
    let largest = 1 << 53 - 1
    let questions = try whole("questions", 2...1000)
    guard let images = QuizImages(rawValue: try text("images")) else { throw wrong("images") }
    guard let shown = record.strings("shown"), shown.count == 3 else { throw wrong("shown") }
    let about = try text("about")
    guard ["clusters", "control"].contains(about) else { throw wrong("about") }
    let groups = record.numbers("clusters")?.values.compactMap { Int(exactly: $0) } ?? []
    guard groups.count == 2 else { throw wrong("clusters") }
    let answer = Answer(
      quiz: try text("quiz"), question: try whole("question", 1...questions),
      questions: questions, seed: try whole("seed", 0...largest), images: images, shown: shown,
      choice: try whole("choice", 1...3), odd: try whole("odd", 1...3),
      isControl: about == "control", groups: [groups[0], groups[1]], person: try text("person"),
      milliseconds: try whole("milliseconds", 0...largest))
    // An answer that claims to be right but is not (or the reverse) has been changed.
    let isTrue = record.isTrue("right")
    return (answer, isTrue == answer.isRight ? try text("check") : "")
  }
}
