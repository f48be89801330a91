import Filter
import MeasureRecords
import Measures
import NumberText
import Records
import Words

/// Prints what distinguishes each cluster, as a list of looks that can be edited by hand.
///
/// - Throws: `Fatal` where no record has a cluster and measures.
func learnLooks(_ run: Run) throws {
  let record = Record.forStage(MeasureReader.fields + ["cluster"])
  let reader = MeasureReader()
  var clusters: [Int: [[Double]]] = [:]
  var sizes: [Int: Int] = [:]
  var counts: [Int] = []
  let file = try run.gatherNorms(run.recordInput(), record, reader) { record, values in
    while counts.count < values.count { counts.append(0) }
    for (column, value) in values.enumerated() where value != nil { counts[column] += 1 }
    guard let cluster = record.integer("cluster") else { return }
    sizes[cluster, default: 0] += 1
    var columns = clusters[cluster] ?? []
    while columns.count < values.count { columns.append([]) }
    for (column, value) in values.enumerated() {
      if let value { columns[column].append(value) }
    }
    clusters[cluster] = columns
  }
  guard !clusters.isEmpty else {
    throw Fatal("no record has a cluster: run fc-kmeans first, there is nothing to learn from")
  }
  let kept = reader.names.map { file.norms.names.firstIndex(of: $0) }
  run.output.text.append(
    "# One look per line: its name, a colon, and words from fc-looks --list. Edit as you like.\n")
  for number in clusters.keys.sorted() {
    var columns = [[Double]](repeating: [], count: file.norms.names.count)
    var totals = [Int](repeating: 0, count: columns.count)
    for (column, index) in kept.enumerated() {
      guard let index else { continue }
      totals[index] = counts[column]
      if let values = clusters[number].flatMap({ column < $0.count ? $0[column] : nil }) {
        columns[index] = values
      }
    }
    let words = ClusterWords.words(of: columns, file.norms, counts: totals).map(\.text)
    let name = "cluster \(number)"
    let faces = counted(sizes[number] ?? 0, "face")
    run.output.text.append(
      words.isEmpty
        ? "# \(name) (\(faces)) is near the mean in every measure\n"
        : "\(name): \(words.joined(separator: ", "))\n")
  }
}
