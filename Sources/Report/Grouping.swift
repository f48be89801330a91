/// What the groups of a page are, and how they are called.
public struct Grouping: Sendable, Equatable {
  /// The field that faces are grouped by; nil: they are clusters, with numbers for names.
  public var field: String?
  /// The group of each number that faces have for their cluster.
  public var names: [Int: String]

  public init(field: String? = nil, names: [Int: String] = [:]) {
    (self.field, self.names) = (field, names)
  }

  /// Of one group, as a heading: "Cluster 3", "Look soft".
  func label(_ number: Int) -> HTML {
    guard let field else { return "Cluster \(number)" }
    return "\(capitalised(field)) <bdi>\(names[number] ?? String(number))</bdi>"
  }

  /// The same within a sentence, as plain text.
  func text(_ number: Int) -> String {
    field.map { "\($0) \(names[number] ?? String(number))" } ?? "cluster \(number)"
  }

  /// "cluster", "look": what one of them is called.
  var noun: String { field ?? "cluster" }

  /// For counts of them.
  func counted(_ count: Int) -> String {
    let noun = field == nil ? "cluster" : "group"
    return count == 1 ? noun : noun + "s"
  }
}

private func capitalised(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}
