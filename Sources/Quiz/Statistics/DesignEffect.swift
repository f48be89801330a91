/// One answer, for counting.
struct CountedAnswer {
  /// A number for the question, and one for the person.
  var question: Int
  var person: Int
  var isRight: Bool
}

/// How many answers count as one, since answers to the same question, and answers of the same
/// person, are not independent.
///
/// The variance of the share of right answers, clustered both by question and by person (Cameron,
/// Gelbach and Miller 2011), over that of independent answers. If right answers and all answers are
/// divided by it, intervals for independent answers are valid (Rao and Scott 1992).
///
/// - Returns: at least 1.
/// - Complexity: O(answers).
func designEffect(_ answers: [CountedAnswer]) -> Double {
  let count = Double(answers.count)
  let right = Double(answers.count { $0.isRight })
  let questions = groups(answers) { $0.question }
  let persons = groups(answers) { $0.person }
  guard questions.count < answers.count else { return 1 }
  let mean = right / count
  let independent = mean * (1 - mean) / count
  guard independent > 0, questions.count > 1 else {
    // All answers are equal: count them as if each question had been answered once.
    return count / Double(questions.count)
  }
  func clustered(_ groups: [(right: Int, count: Int)]) -> Double? {
    guard groups.count > 1 else { return nil }
    let squares = groups.reduce(0.0) { sum, group in
      let excess = Double(group.right) - Double(group.count) * mean
      return sum + excess * excess
    }
    let size = Double(groups.count)
    return size / (size - 1) * squares / (count * count)
  }
  let byQuestion = clustered(questions) ?? independent
  let byPerson = clustered(persons) ?? independent
  return max(1, (byQuestion + byPerson - independent) / independent)
}

/// The number of right answers in each group, in the order in which groups first occur.
private func groups(
  _ answers: [CountedAnswer], by number: (CountedAnswer) -> Int
) -> [(right: Int, count: Int)] {
  var indices: [Int: Int] = [:]
  var groups: [(right: Int, count: Int)] = []
  for answer in answers {
    let index = indices[number(answer)] ?? groups.count
    if index == groups.count {
      indices[number(answer)] = index
      groups.append((0, 0))
    }
    groups[index].right += answer.isRight ? 1 : 0
    groups[index].count += 1
  }
  return groups
}
