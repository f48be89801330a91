/// One answer, for counting.
struct CountedAnswer {
  /// A number for each question, and for each person.
  var question: Int
  var person: Int
  var isRight: Bool
}

/// How many answers count for one, since answers to the same question are alike, and those of the
/// same person: all see the same three faces.
///
/// The variance of the share of right answers, clustered both by question and by person (Cameron,
/// Gelbach and Miller 2011), over that of independent answers. Dividing right answers and all
/// answers by it makes intervals for independent ones hold (Rao and Scott 1992).
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
    // All alike: as if each question had been answered once.
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

/// How many answers of each group are right, in the order in which groups first come.
private func groups(
  _ answers: [CountedAnswer], by number: (CountedAnswer) -> Int
) -> [(right: Int, count: Int)] {
  var places: [Int: Int] = [:]
  var groups: [(right: Int, count: Int)] = []
  for answer in answers {
    let place = places[number(answer)] ?? groups.count
    if place == groups.count {
      places[number(answer)] = place
      groups.append((0, 0))
    }
    groups[place].right += answer.isRight ? 1 : 0
    groups[place].count += 1
  }
  return groups
}
