import Clustering
import FaceRecords
import Filter
import Records

struct Options {
  var mostClusters = 10
  var field: String?
  var method = KMeans(k: 1)
  var seed = 0
  var scale: ScaleChoice?
  var pick: Pick?
}

/// A way to choose a number of clusters.
enum Pick: String, CaseIterable {
  case elbow, silhouette
}

let command = Command(
  name: "fc-elbow", summary: "the cost of each number of clusters, and where the curve bends", input: .records,
  description: [
    "Prints one record for each k from 1 on: \"k\", \"inertia\" (the sum of squared distances to the own "
      + "centre), \"silhouette\" (mean; null "
      + "for k = 1), and \"elbow\":true on the k where the inertia bends (Kneedle, Satopaa et al. 2011). "
      + "Standard error says in words how "
      + "much the bend is worth. fc-render draws the records as a chart.",
    "Above 10,000 faces the silhouette is taken on a sample of as many.",
  ],
  options: [
    .integer("k-max", \.mostClusters, in: 2...1000, standard: "10", "The largest number of clusters to try"),
    .text("on", "FIELD", \.field, standard: "features", "The field with the numbers to compare"),
    ScaleChoice.option(\.scale),
    .integer("n-init", \.method.starts, in: 1...10_000, standard: "10", "Starts for each k, of which the best is kept"),
    .integer("seed", \.seed, in: 0...Int.max, standard: "0", "Another seed tries other starts"),
    .parsed("pick", "HOW", \.pick, choices: Pick.allCases.map(\.rawValue), "Print that way's number of clusters alone")
    {
      (given) throws(UsageError) in
      guard let pick = Pick(rawValue: given) else {
        throw UsageError("--pick takes \(listed(Pick.allCases.map(\.rawValue))), not '\(given)'")
      }
      return pick
    },
  ],
  examples: [
    ("fc-elbow faces.ndjson | fc-render > elbow.html", "The curves as a chart:"),
    ("fc-kmeans -k $(fc-elbow --pick elbow faces.ndjson) faces.ndjson", "Let the elbow choose:"),
  ],
  defaults: Options())

/// What the elbow is worth, in words.
func verdict(_ elbow: Elbow) -> String {
  guard let knee = elbow.knee, let k = elbow.k else {
    return "no elbow: the inertia falls without a bend, so it names no number of clusters"
  }
  let height = (knee.height * 100).rounded() / 100
  let words =
    switch knee.strength {
    case .weak: "faces without any groups bend as much, so take it as a convenient number, not as a finding"
    case .moderate: "faces without any groups seldom bend as much"
    case .clear: "faces without any groups were not seen to bend as much"
    }
  return "elbow at k = \(k), \(knee.strength.rawValue) (\(height) of 1): \(words)"
}

command.main { options, run in
  let reader = VectorReader(field: options.field ?? "features")
  let record = Record.forStage([reader.field])
  let vectors = try run.gatherVectors(run.recordInput(), record, reader)
  let choice = options.scale ?? .standard(isNamed: reader.names != nil)
  run.progress.restart(total: min(options.mostClusters, vectors.count), unit: "numbers of clusters")
  let elbow = Elbow(
    choice.scaling(of: vectors)(vectors), upTo: options.mostClusters, method: options.method,
    using: SeededGenerator(seed: UInt64(options.seed))
  ) { _, _ in run.progress.advance() }
  if elbow.rows.count < options.mostClusters {
    run.note("k ends at \(elbow.rows.count): there are no more faces")
  }

  switch options.pick {
  case .elbow?:
    guard let k = elbow.k else { throw Fatal("the inertia has no elbow: look at the curve, or use --pick silhouette") }
    run.output.text.append("\(k)\n")
  case .silhouette?:
    guard let k = elbow.silhouettePick else { throw Fatal("no k has a silhouette: there are too few different faces") }
    run.output.text.append("\(k)\n")
  case nil:
    for row in elbow.rows { write(row, isElbow: row.k == elbow.k, to: &run.output.text) }
  }
  run.note(verdict(elbow))
}

func write(_ row: Elbow.Row, isElbow: Bool, to text: inout JSONText) {
  text.append("{\"k\":\(row.k),\"inertia\":")
  text.shortest(row.inertia)
  text.append(",\"silhouette\":")
  if let silhouette = row.silhouette { text.shortest(silhouette.mean) } else { text.null() }
  if isElbow { text.append(",\"elbow\":true") }
  text.append("}\n")
}
