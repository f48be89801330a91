import Clustering
import Filter
import NumberText
import Records
import Threads
import VectorRecords

struct Options {
  var search = GroupSearch.Options()
  var field: String?
  var scale: ScaleChoice?
  var steadiness = SteadinessChoice()
  var pick: Pick?
  var sample = Int.max
}

/// A way to choose a number of clusters.
enum Pick: String, CaseIterable {
  case elbow, gap, silhouette
}

let command = Command(
  name: "fc-elbow",
  summary: "how good each number of clusters is, and whether there are groups at all",
  input: .records, passesRecords: false,
  description: [
    "Prints one record for each k from 1 on: \"k\"; \"inertia\", the sum of squared distances to "
      + "the clusters' centres; \"silhouette\", the mean silhouette (null for k = 1); \"gap\" and "
      + "\"gap_se\", the gap statistic (Tibshirani, Walther, Hastie 2001) against samples with the "
      + "same covariance but no groups; \"stability\", the mean adjusted Rand index between "
      + "clusterings of random halves (Lange et al. 2004); \"steadiness\", if it is known how the "
      + "measures vary within persons: the mean probability that another photo of the same person "
      + "falls into the same cluster. \"elbow\":true marks the k where the inertia bends (Kneedle, "
      + "Satopaa et al. 2011), \"gap_pick\":true the gap statistic's choice. That is 1 (no groups) "
      + "unless the inertia falls more than in normal samples and in evenly spread samples, by 2.5 "
      + "standard deviations; then it is the last k at which the inertia falls strikingly more "
      + "than in these. Where the inertia is 0, the gap is infinite and written as "
      + "1.7976931348623157e+308.",
    "Standard error says in a sentence what the figures together mean, and the last record has it "
      + "as \"verdict\"; fc-render draws the records as a chart. With more than 10,000 faces, "
      + "silhouette and stability are computed on a sample of that size. A million faces take a "
      + "minute or two; before a long search, standard error gives the expected time. With "
      + "--sample it takes seconds.",
  ],
  options: [
    .integer(
      "k-max", \.search.mostClusters, in: 2...1000, default: "10",
      "The largest number of clusters to try"),
    .field(\.field),
    ScaleChoice.option(\.scale),
    .integer(
      "n-init", \.search.method.starts, in: 1...10_000, default: "10",
      "Number of starts for each k, of which the best is kept"),
    .integer(
      "references", \.search.references, in: 2...1000, default: "20",
      "Number of samples without groups for the gap statistic"),
    .choice(
      "reference", "KIND", \.search.reference, default: .gaussian,
      "The samples that \"gap\" compares with: normally distributed with the same covariance, or "
        + "spread evenly over a box along the principal axes"),
    .integer(
      "seed", \.search.seed, in: 0...Int.max, default: "0",
      "Another seed tries other starts and samples"),
    .integer(
      "sample", \.sample, in: 2...Int.max, default: "all",
      "Judge only N of the faces, drawn at random"),
    .parsed(
      "pick", "HOW", \.pick, choices: Pick.allCases.map(\.rawValue),
      "Print only the number of clusters that this method picks"
    ) {
      (given) throws(UsageError) in
      guard let pick = Pick(rawValue: given) else {
        throw UsageError("--pick takes \(listed(Pick.allCases.map(\.rawValue))), not '\(given)'")
      }
      return pick
    },
  ] + SteadinessChoice.options.map { $0.lifted(\.steadiness) },
  examples: [
    ("fc-elbow faces.ndjson | fc-render > elbow.html", "The curves as a chart:"),
    ("fc-kmeans -k $(fc-elbow --pick elbow faces.ndjson) faces.ndjson", "Let the elbow choose:"),
  ],
  defaults: Options(), needsAllRecords: { _ in "it judges all records together" })

command.main { options, run in
  try options.steadiness.check()
  let reader = VectorReader(field: options.field ?? "features")
  let record = Record.forStage(reader.fields)
  let gathered = try run.gatherVectors(run.recordInput(), record, reader)
  let vectors = sample(of: gathered, options, run)
  let choice = options.scale ?? .usual(isNamed: reader.names != nil)
  var search = options.search
  search.rescales = choice == .zscore
  search.measuresStability = options.pick == nil
  let scale = try choice.learned()
  let scaling = try choice.scaling(of: vectors, reader, learned: scale)
  let (scaled, unit) = try ScaleChoice.scaled(vectors, by: scaling)
  if options.pick == nil, let learned = try options.steadiness.learned(reader, scale: scale) {
    search.within = (try learned.spread(of: reader), scaling.divided(by: unit))
  }
  let halvings = search.measuresStability ? 10 : 0
  run.progress.restart(
    total: min(search.mostClusters, vectors.count) + 2 * search.references + halvings,
    unit: "clusterings of all k", isEven: false)
  let found = GroupSearch(scaled, search) { _ in run.progress.advance() }
  if found.elbow.rows.count < search.mostClusters {
    run.note("k ends at \(found.elbow.rows.count): there are no more faces")
  }

  if let pick = options.pick {
    run.output.text.append("\(try picked(pick, found))\n")
  } else {
    let hasSteadiness = search.within != nil
    for row in found.elbow.rows {
      write(row, found, unit: unit, withSteadiness: hasSteadiness, to: &run.output.text)
    }
  }
  run.note(found.verdict.sentence)
}

/// The faces to judge, in input order: a sample of the requested size, which is reported, or all.
/// Reports how long all will take if that is long.
func sample(of vectors: Vectors, _ options: Options, _ run: Run) -> Vectors {
  guard options.sample < vectors.count else {
    let seconds = expectedSeconds(vectors, options.search)
    if seconds > 45 {
      let minutes = max(1, Int((seconds / 60).rounded()))
      run.note(
        "\(counted(vectors.count, "face")) will take about \(counted(minutes, "minute")): "
          + "--sample 100000 would take seconds")
    }
    return vectors
  }
  var generator = SeededGenerator(seed: UInt64(options.search.seed), stream: 7)
  run.note("\(grouped(options.sample)) of \(counted(vectors.count, "face")), drawn at random")
  return vectors.rows(at: generator.nextIndices(options.sample, below: vectors.count))
}

/// How long the search will take, estimated from the time for 1,000,000 faces with 8 measures, up
/// to k = 6, on two cores (BENCHMARKS.md).
func expectedSeconds(_ vectors: Vectors, _ search: GroupSearch.Options) -> Double {
  let measured = 60.0
  let work = Double(vectors.count) * Double(vectors.dimensions) * Double(search.mostClusters)
  let samples = Double(search.references + 5) / 25
  return measured * work * samples / (1e6 * 8 * 6) * 2 / Double(Parallel.processors)
}

func picked(_ pick: Pick, _ found: GroupSearch) throws -> Int {
  switch pick {
  case .elbow:
    guard let k = found.elbow.k else {
      throw Fatal("the inertia curve has no elbow: look at the curve, or use --pick gap")
    }
    return k
  case .gap:
    // If all faces are equal, they are one group.
    return found.gap.pick ?? 1
  case .silhouette:
    guard let k = found.elbow.silhouettePick else {
      throw Fatal("no k has a silhouette: there are too few different faces")
    }
    return k
  }
}

func write(
  _ row: Elbow.Row, _ found: GroupSearch, unit: Double, withSteadiness: Bool,
  to text: inout JSONText
) {
  func number(_ name: String, _ value: Double?) {
    text.append(",")
    text.name(name)
    // JSON has no infinity: it is written as the largest double, as jq does.
    text.optional(value) { $0.shortest(min($1, .greatestFiniteMagnitude)) }
  }
  let gap = found.gap.rows.first { $0.k == row.k }
  text.append("{\"k\":\(row.k)")
  number("inertia", row.inertia * unit * unit)
  number("silhouette", row.silhouette?.mean)
  number("gap", gap?.gap)
  number("gap_se", gap?.standardError)
  number("stability", found.stability?.rows.first { $0.k == row.k }?.agreement)
  if withSteadiness { number("steadiness", found.steadiness[row.k]) }
  if row.k == found.elbow.k { text.append(",\"elbow\":true") }
  if row.k == found.gap.pick { text.append(",\"gap_pick\":true") }
  if row.k == found.elbow.rows.count {
    text.append(",\"verdict\":")
    text.string(found.verdict.sentence)
  }
  text.append("}\n")
}
