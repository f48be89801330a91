import Quiz
import Testing

@Suite struct IdentityTests {
  private static let faces = (0..<4).map { number in
    QuizIdentity.Face(name: "photo \(number).jpg\n0\n[]", cluster: number % 2)
  }

  @Test func digestsAreThoseOfTheirAuthors() {
    // Test vectors of FNV-1a, 64 bits.
    #expect(Digest("").text == "cbf29ce484222325")
    #expect(Digest("a").text == "af63dc4c8601ec8c")
    #expect(Digest("foobar").text == "85944171f73967e8")
  }

  @Test func whatIsAskedAboutMakesTheQuiz() {
    let own = QuizIdentity(faces: Self.faces, images: .none)
    #expect(own == QuizIdentity(faces: Self.faces, images: .none))
    #expect(own != QuizIdentity(faces: Self.faces, images: .embed))
    var moved = Self.faces
    moved[1] = QuizIdentity.Face(name: moved[1].name, cluster: 0)
    #expect(own != QuizIdentity(faces: moved, images: .none))
    #expect(own.key(of: ["a"]) != own.key(of: ["a", "b"]))
  }

  @Test func solutionsDoNotStandInThePage() {
    let identity = QuizIdentity(faces: Self.faces, images: .none)
    let question = Question(pictures: [[0], [1], [2]], odd: 1, isControl: false, groups: [0, 1])
    let sealed = identity.sealed(question, number: 1)
    // "1,0,0,1", each byte masked.
    #expect(sealed.count == 14 && sealed != identity.sealed(question, number: 2))
    let plain = "1,0,0,1".utf8.map { String($0, radix: 16) }.joined()
    #expect(sealed != plain)
  }

  @Test func aChangedAnswerDoesNotFitItsCheck() {
    let answer = Answer(
      quiz: "a", question: 1, questions: 60, seed: 0, images: .none, shown: ["x", "y", "z"],
      choice: 1, odd: 2, isControl: false, groups: [0, 1], person: "Ann", milliseconds: 10)
    // As written by quiz.js: Tests/Pages/quiz_script.js has the same value.
    #expect(answer.check == "3b489c2217955e39")
    for change in [\Answer.choice, \.odd, \.question, \.seed, \.milliseconds] {
      var changed = answer
      changed[keyPath: change] = 3
      #expect(changed.check != answer.check)
    }
    var renamed = answer
    renamed.person = "Bob"
    #expect(renamed.check != answer.check)
  }
}
