/// What the groups of a page are, and how they are called.
public struct Grouping: Sendable, Equatable {
  /// The field that faces are grouped by; nil: they are clusters.
  public var field: String?
  /// The group of each number that faces have for their cluster; of clusters, those that have a
  /// name.
  public var names: [Int: String]

  public init(field: String? = nil, names: [Int: String] = [:]) {
    (self.field, self.names) = (field, names)
  }

  /// Of one group, as a heading: "Cluster 3", "Ann", "Look soft". The script finds a cluster's by
  /// its class.
  func label(_ number: Int) -> HTML {
    guard let field else {
      return "<bdi class=\"label\">\(names[number] ?? "Cluster \(number)")</bdi>"
    }
    return "\(capitalised(field)) <bdi>\(names[number] ?? String(number))</bdi>"
  }

  /// The same within a sentence, as plain text.
  func text(_ number: Int) -> String {
    field.map { "\($0) \(names[number] ?? String(number))" } ?? names[number]
      ?? "cluster \(number)"
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
