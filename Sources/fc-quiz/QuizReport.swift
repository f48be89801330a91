import Quiz
import Records

/// The evaluation of answers, for printing.
struct QuizReport {
  let sorted: SortedAnswers
  let judgement: Judgement

  /// For each pair of clusters, the answers about it, whichever cluster the odd face was from.
  let pairs: [(clusters: SIMD2<Int>, proportion: Proportion)]
  /// In the order in which people first occur.
  let persons: [Person]

  struct Person {
    let name: String
    let clusters, control: Proportion
    /// The median time per answer.
    let seconds: Double
  }

  init(_ sorted: SortedAnswers) {
    self.sorted = sorted
    judgement = Judgement(sorted.answers)
    let real = sorted.answers.filter { !$0.isControl }
    let byPair = Dictionary(grouping: real) { answer -> SIMD2<Int> in
      [answer.groups.min(), answer.groups.max()]
    }
    pairs = byPair.keys.sorted { $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y }.map { pair in
      (pair, Self.proportion(byPair[pair] ?? []))
    }
    let byPerson = Dictionary(grouping: sorted.answers, by: \.person)
    persons = sorted.persons.map { name in
      let own = byPerson[name] ?? []
      let times = own.map(\.milliseconds).sorted()
      let middle = Double(times[(times.count - 1) / 2] + times[times.count / 2]) / 2
      return Person(
        name: name, clusters: Self.proportion(own.filter { !$0.isControl }),
        control: Self.proportion(own.filter(\.isControl)), seconds: middle / 1000)
    }
  }

  private static func proportion(_ answers: [Answer]) -> Proportion {
    Proportion(right: answers.count(where: \.isRight), count: answers.count)
  }

  /// The counts to print, in order.
  var counts: [(name: String, value: Int)] {
    [
      ("answers", sorted.answers.count), ("people", persons.count),
      ("pages", sorted.pages.count), ("unfinished", sorted.unfinished),
      ("other_quiz", sorted.ofOtherQuiz), ("repeated", sorted.repeated),
      ("tampered", sorted.tampered), ("distrusted", sorted.distrusted),
    ]
  }

  /// One line of JSON.
  var json: String {
    var text = JSONText()
    text.append("{\"quiz\":")
    text.string(sorted.quiz)
    for count in counts {
      text.append(",")
      text.name(count.name)
      text.integer(count.value)
    }
    text.append(",\"clusters\":")
    text.write(judgement.clusters)
    text.append(",\"control\":")
    text.write(judgement.control)
    text.append(",\"difference\":")
    if let difference = judgement.difference {
      text.append("{\"value\":")
      text.shortest(difference.value)
      text.write(difference.interval)
      text.append("}")
    } else {
      text.null()
    }
    text.append(",\"alpha\":")
    text.optional(judgement.alpha) { $0.shortest($1) }
    text.append(",\"answers_needed\":")
    text.integer(judgement.stillNeeded)
    text.append(",\"pairs\":")
    text.list(pairs) { text, pair in
      text.append("{\"clusters\":[")
      text.integer(pair.clusters.x)
      text.append(",")
      text.integer(pair.clusters.y)
      text.append("],")
      text.write(pair.proportion)
      text.append("}")
    }
    text.append(",\"persons\":")
    text.list(persons) { $0.write($1) }
    text.append(",\"seen\":")
    text.append(judgement.verdict == .undecided ? "null" : "\(judgement.verdict == .seen)")
    text.append(",\"verdict\":")
    text.string(judgement.sentence)
    text.append("}\n")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

extension JSONText {
  fileprivate mutating func write(_ interval: ClosedRange<Double>) {
    append(",\"low\":")
    shortest(interval.lowerBound)
    append(",\"high\":")
    shortest(interval.upperBound)
  }

  /// Writes members, without braces.
  fileprivate mutating func write(_ proportion: Proportion) {
    append("\"right\":")
    integer(Int(proportion.right))
    append(",\"answers\":")
    integer(Int(proportion.count))
    append(",\"accuracy\":")
    optional(proportion.value) { $0.shortest($1) }
    write(proportion.exactInterval)
  }

  fileprivate mutating func write(_ part: Judgement.Part) {
    append("{")
    write(part.proportion)
    append(",\"p_guessing\":")
    shortest(part.proportion.probability(ofGuessing: Judgement.chance))
    append(",\"design_effect\":")
    shortest(part.designEffect)
    append(",\"alpha\":")
    optional(part.alpha) { $0.shortest($1) }
    append("}")
  }

  fileprivate mutating func write(_ person: QuizReport.Person) {
    append("{\"person\":")
    string(person.name)
    append(",\"seconds\":")
    fixed(person.seconds, decimals: 2)
    append(",\"clusters\":{")
    write(person.clusters)
    append("},\"control\":{")
    write(person.control)
    append("}}")
  }
}
