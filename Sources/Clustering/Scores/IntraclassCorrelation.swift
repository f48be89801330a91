/// How much of a measure's variation is between persons rather than between photos of one person:
/// the intraclass correlation (Shrout and Fleiss 1979). 1 where all photos of a person give the
/// same number, 0 or below where photos of one person differ as much as photos of different people.
public enum IntraclassCorrelation {
  /// ICC(2,1), two-way random effects, absolute agreement, one photo: for people who were all
  /// photographed under the same conditions (neutral, smiling, …).
  ///
  /// - Parameter table: each person's numbers, conditions in the same order.
  /// - Returns: nil with fewer than two people or conditions, or where nothing varies.
  public static func twoWay(_ table: [[Double]]) -> Double? {
    let people = Double(table.count)
    guard let width = table.first?.count, table.count >= 2, width >= 2 else { return nil }
    precondition(table.allSatisfy { $0.count == width }, "a number for each condition")
    let conditions = Double(width)
    let grand = table.reduce(0) { $0 + $1.reduce(0, +) } / (people * conditions)
    let personMeans = table.map { $0.reduce(0, +) / conditions }
    let conditionMeans = (0..<width).map { column in table.reduce(0) { $0 + $1[column] } / people }
    let betweenPeople =
      conditions * personMeans.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / (people - 1)
    let betweenConditions =
      people * conditionMeans.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / (conditions - 1)
    var rest = 0.0
    for (row, personMean) in zip(table, personMeans) {
      for (value, conditionMean) in zip(row, conditionMeans) {
        let residual = value - personMean - conditionMean + grand
        rest += residual * residual
      }
    }
    rest /= (people - 1) * (conditions - 1)
    let total =
      betweenPeople + (conditions - 1) * rest + conditions * (betweenConditions - rest) / people
    return total > 0 ? (betweenPeople - rest) / total : nil
  }

  /// ICC(1,1), one-way random effects: for people with different numbers of photos, taken under any
  /// conditions. n0 = (N - Σ n² / N) / (people - 1) replaces the number of photos per person, as
  /// usual in the analysis of variance (Donner 1986).
  ///
  /// - Parameter groups: each person's numbers, at least one each. A person with one photo still
  ///   contributes to the spread between persons.
  /// - Returns: nil with fewer than two people, where nobody has two photos, or where nothing
  ///   varies.
  public static func oneWay(_ groups: [[Double]]) -> Double? {
    let groups = groups.filter { !$0.isEmpty }
    let people = Double(groups.count)
    let count = groups.reduce(0) { $0 + Double($1.count) }
    guard groups.count >= 2, count > people else { return nil }
    let grand = groups.reduce(0) { $0 + $1.reduce(0, +) } / count
    var between = 0.0
    var within = 0.0
    var squares = 0.0
    for group in groups {
      let size = Double(group.count)
      let mean = group.reduce(0, +) / size
      between += size * (mean - grand) * (mean - grand)
      within += group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      squares += size * size
    }
    between /= people - 1
    within /= count - people
    let size = (count - squares / count) / (people - 1)
    let total = between + (size - 1) * within
    return total > 0 ? (between - within) / total : nil
  }

  /// `oneWay` for each column.
  public static func oneWay(_ vectors: Vectors, people: [some Hashable]) -> [Double?] {
    byColumn(vectors, people: people).map { oneWay($0) }
  }

  /// `twoWay` for each column: the first row of each person is the first condition, the second the
  /// second, and so on. Nil where people have different numbers of rows.
  public static func twoWay(_ vectors: Vectors, people: [some Hashable]) -> [Double?] {
    byColumn(vectors, people: people).map { table in
      Set(table.map(\.count)).count == 1 ? twoWay(table) : nil
    }
  }

  private static func byColumn(_ vectors: Vectors, people: [some Hashable]) -> [[[Double]]] {
    precondition(people.count == vectors.count, "a person for each row")
    let persons = LabelEncoding(people)
    return (0..<vectors.dimensions).map { column in
      var groups = [[Double]](repeating: [], count: persons.labels.count)
      for (row, number) in persons.numbers.enumerated() {
        groups[number].append(vectors.values[row * vectors.dimensions + column])
      }
      return groups
    }
  }
}
