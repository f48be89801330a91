import Clustering
import Filter
import NumberText
import Records

extension Score {
  /// One line of JSON.
  var json: String {
    var text = JSONText()
    text.append("{")
    for (index, count) in counts.enumerated() {
      if index > 0 { text.append(",") }
      text.name(count.name)
      text.integer(count.value)
    }
    for figure in figures {
      text.append(",")
      text.name(figure.name)
      text.shortest(figure.value)
    }
    if let silhouette {
      text.append(",\"silhouette_by_cluster\":")
      let means = silhouette.clusterMeans(count: clusterNumbers.count)
      text.object(zip(clusterNumbers, means), name: { "\($0.0)" }) { text, pair in
        text.optional(pair.1) { $0.shortest($1) }
      }
    }
    if let calibration { write(calibration, to: &text) }
    if let confusion { write(confusion, to: &text) }
    if let wrong {
      write("wrongly_joined", wrong.joined, to: &text)
      write("wrongly_parted", wrong.parted, to: &text)
    }
    text.append("}\n")
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Only pairs that occur: {"Ann": {"0": 12, "3": 1}, …}.
  private func write(_ confusion: Contingency<String>, to text: inout JSONText) {
    text.append(",\"confusion\":")
    text.object(confusion.labels, confusion.labels.indices) { text, label in
      text.object(
        confusion.cells.filter { $0.label == label }, name: { "\(confusion.clusters[$0.cluster])" }
      ) { $0.integer($1.count) }
    }
  }

  private func write(_ name: String, _ pairs: [WrongPairs.Pair], to text: inout JSONText) {
    text.append(",")
    text.name(name)
    text.list(pairs) { text, pair in
      let rows = [pair.first, pair.second].map { wrongRows[$0] }
      text.append("{\"paths\":")
      text.list(rows) { $0.string(faces.paths[$1]) }
      text.append(",\"names\":")
      text.list(rows) { $0.string(faces.names[$1] ?? "") }
      text.append(",\"clusters\":")
      text.list(rows) { $0.integer(faces.clusters[$1] ?? -1) }
      text.append(",\"distance\":")
      text.sevenDigits(pair.distance * unit)
      text.append("}")
    }
  }

  /// For reading on a terminal.
  var table: String {
    var lines = counts.map { column($0.name) + "\($0.value)" }
    lines += figures.map { column($0.name) + rounded($0.value) }
    if let calibration { lines += self.lines(calibration) }
    if let confusion, confusion.labels.count <= 40, confusion.clusters.count <= 20 {
      let names = confusion.labels.map(visible)
      let wide = max(8, min(24, names.map(\.count).max() ?? 8))
      lines += [
        "",
        "name \\ cluster".padded(to: wide + 2)
          + confusion.clusters.map { "\($0)".padded(to: 6) }.joined(),
      ]
      for (name, row) in zip(names, confusion.table) {
        lines.append(name.padded(to: wide + 2) + row.map { "\($0)".padded(to: 6) }.joined())
      }
    }
    if let wrong {
      lines += pairLines("wrongly joined", wrong.joined) + pairLines("wrongly parted", wrong.parted)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func column(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ").padded(to: 20)
  }

  private func pairLines(_ title: String, _ pairs: [WrongPairs.Pair]) -> [String] {
    guard !pairs.isEmpty else { return [] }
    return ["", title]
      + pairs.prefix(5).map { pair in
        let (first, second) = (wrongRows[pair.first], wrongRows[pair.second])
        let paths = [first, second].map { visible(faces.paths[$0]) }
        return "  \(rounded(pair.distance * unit))  \(paths[0])  \(paths[1])"
      }
  }

  private func rounded(_ value: Double) -> String {
    decimalText(value, places: 3, trimmed: true)
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
