/// The names of clusters according to their faces.
public enum Titles {
  /// The name of more than half of a cluster's faces, where there is one.
  ///
  /// - Parameters:
  ///   - names: one per face; nil where it has none.
  ///   - clusters: one per face; nil where it is in none.
  /// - Complexity: O(faces).
  public static func majority(_ names: [String?], clusters: [Int?]) -> [Int: String] {
    precondition(names.count == clusters.count, "a cluster for each name")
    var sizes: [Int: Int] = [:]
    var counts: [Int: [String: Int]] = [:]
    for (name, cluster) in zip(names, clusters) {
      guard let cluster else { continue }
      sizes[cluster, default: 0] += 1
      if let name { counts[cluster, default: [:]][name, default: 0] += 1 }
    }
    var titles: [Int: String] = [:]
    for (cluster, names) in counts {
      let size = sizes[cluster] ?? 0
      if let name = names.first(where: { 2 * $0.value > size }) { titles[cluster] = name.key }
    }
    return titles
  }
}
