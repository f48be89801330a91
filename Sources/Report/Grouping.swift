/// What the groups of a page are, and their names.
public struct Grouping: Sendable, Equatable {
  /// The field that faces are grouped by; nil if the groups are clusters.
  public var field: String?
  /// The names of groups by the numbers that faces have as their cluster; if the groups are
  /// clusters, only those with a name.
  public var names: [Int: String]

  public init(field: String? = nil, names: [Int: String] = [:]) {
    (self.field, self.names) = (field, names)
  }

  /// The heading of a group: "Cluster 3", "Ann", "Look soft". The script finds that of a cluster by
  /// its class.
  func label(_ number: Int) -> HTML {
    guard let field else {
      return "<bdi class=\"label\">\(names[number] ?? "Cluster \(number)")</bdi>"
    }
    return "\(capitalised(field)) <bdi>\(names[number] ?? String(number))</bdi>"
  }

  /// The name of a group within a sentence, as plain text.
  func text(_ number: Int) -> String {
    field.map { "\($0) \(names[number] ?? String(number))" } ?? names[number]
      ?? "cluster \(number)"
  }

  /// The word for a group: "cluster", "look".
  var noun: String { field ?? "cluster" }

  /// The word for a number of groups.
  func counted(_ count: Int) -> String {
    let noun = field == nil ? "cluster" : "group"
    return count == 1 ? noun : noun + "s"
  }
}

private func capitalised(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}
