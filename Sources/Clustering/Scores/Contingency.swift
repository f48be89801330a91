/// How often each known label occurs in each cluster: the confusion table behind all scores against
/// labels. Only pairs that occur are stored, so memory grows with the rows, not with labels times
/// clusters.
public struct Contingency<Label: Hashable & Sendable>: Sendable {
  public struct Cell: Sendable, Equatable {
    /// Index in `labels`.
    public let label: Int

    /// Index in `clusters`.
    public let cluster: Int

    /// Number of rows with both; at least 1.
    public let count: Int
  }

  /// The labels that occur, by first appearance.
  public let labels: [Label]

  /// The clusters that occur, ascending.
  public let clusters: [Int]

  /// Pairs that occur, sorted by label, then by cluster.
  public let cells: [Cell]

  /// Number of rows with each of `labels`.
  public let labelSizes: [Int]

  /// Number of rows in each of `clusters`.
  public let clusterSizes: [Int]

  /// Number of all rows.
  public var count: Int { labelSizes.reduce(0, +) }

  /// - Precondition: a label and a cluster for each row.
  /// - Complexity: O(n log n).
  public init(labels rowLabels: [Label], clusters rowClusters: [Int]) {
    precondition(rowLabels.count == rowClusters.count, "a label and a cluster for each row")
    let labels = LabelEncoding(rowLabels)
    let clusters = LabelEncoding(ascending: rowClusters)
    let width = clusters.labels.count
    var counts: [Int: Int] = [:]
    for (label, cluster) in zip(labels.numbers, clusters.numbers) {
      counts[label * width + cluster, default: 0] += 1
    }
    cells = counts.sorted { $0.key < $1.key }.map {
      Cell(label: $0.key / width, cluster: $0.key % width, count: $0.value)
    }
    self.labels = labels.labels
    self.clusters = clusters.labels
    labelSizes = labels.sizes
    clusterSizes = clusters.sizes
  }

  /// The full table, including zeros: a row for each of `labels`, a column for each of `clusters`.
  public var table: [[Int]] {
    var table = [[Int]](repeating: [Int](repeating: 0, count: clusters.count), count: labels.count)
    for cell in cells { table[cell.label][cell.cluster] = cell.count }
    return table
  }
}
