import Clustering
import Filter
import Records
import VectorRecords

/// How many clusters.
enum ClusterCount {
  case fixed(Int)
  /// What the gap statistic picks.
  case auto
}

struct Options {
  var k: ClusterCount?
  var match: String?
  var field: String?
  var method = KMeans(k: 1)
  var seed = 0
  var scale: ScaleChoice?
  var modelOut: String?
  var model: String?
  var maxDistance: Double?
}

let command = Command(
  name: "fc-kmeans", summary: "vectors to clusters of alike faces", input: .records,
  description: [
    "Adds to each record \"cluster\" (0 is the largest, ties by first appearance), \"distance\" to "
      + "the cluster's centre, \"runner_up\" (the next nearest cluster) and \"margin\" ((d2 - d1) "
      + "/ d2: 0 is on the border). Distances are in scaled units.",
    "All records are read before the first is written; the vectors are kept in memory, the records "
      + "are not. With --model, records are assigned to saved clusters as they come.",
  ],
  options: [
    .parsed(
      "clusters", short: "k", "N|auto", \.k,
      "The number of clusters; auto takes the gap statistic's pick "
        + "of 1 to 10"
    ) {
      (given) throws(UsageError) in
      given == "auto" ? .auto : .fixed(try wholeNumber(given, of: "-k", in: 1...Int.max))
    },
    .text("on", "FIELD", \.field, standard: "features", "The field with the numbers to compare"),
    ScaleChoice.option(\.scale),
    .choice(
      "init", "HOW", \.method.initialisation, standard: .plusPlus, "How starting centres are chosen"
    ),
    .integer(
      "n-init", \.method.starts, in: 1...10_000, standard: "10",
      "Starts, of which the best is kept; with many faces all but three end on a sample"),
    .integer(
      "max-iter", \.method.maxIterations, in: 1...1_000_000, standard: "300",
      "Most iterations of one start"),
    .number(
      "tol", "X", \.method.tolerance, in: 0...1, standard: "1e-4",
      "End a start when centres move less, relative to variance"),
    .integer("seed", \.seed, in: 0...Int.max, standard: "0", "Another seed tries other starts"),
    .text(
      "model-out", "FILE", \.modelOut,
      "Keep the clusters in FILE, with the records or not at all, for --model and --match"),
    .text(
      "match", "FILE", \.match,
      "Number clusters as in FILE, an earlier model, where they are the same ones"),
    .text("model", "FILE", \.model, "Assign to the clusters in FILE; none is made"),
    maxDistanceOption(\.maxDistance),
  ],
  examples: [
    ("fc-kmeans -k 4 faces.ndjson | fc-render > faces.html", "Four looks on a page:"),
    ("fc-kmeans -k 4 --model-out looks.json faces.ndjson > /dev/null", "Keep the clusters:"),
    ("tail -f new.ndjson | fc-kmeans --model looks.json", "Assign new faces to them as they come:"),
  ],
  defaults: Options(),
  needsAllRecords: {
    $0.model == nil ? "it makes clusters of all records together without --model" : nil
  })

/// Makes clusters of all records, then writes these.
func cluster(_ options: Options, _ count: ClusterCount, _ run: Run) throws {
  let earlier = try options.match.map { try ClusterModel(path: $0).withoutCopies }
  let modelOut = try options.modelOut.map {
    try run.outputBeside($0, flag: "--model-out", updates: "--match")
  }
  let reader = VectorReader(field: options.field ?? "features")
  let record = Record.forStage(reader.fields + clusterFields)
  let input = run.recordInput(isReplayed: true)
  let vectors = try run.gatherVectors(input, record, reader)
  let choice = options.scale ?? .standard(isNamed: reader.names != nil)
  let scaling = try choice.scaling(of: vectors, reader)
  let (scaled, unit) = try ScaleChoice.scaled(vectors, by: scaling)

  var method = options.method
  method.k = try clusterCount(count, scaled, options, rescales: choice == .zscore, run)
  var generator = SeededGenerator(seed: UInt64(options.seed))
  // A cluster without faces is none: nobody's runner-up, and nothing to keep or to match.
  let result = try method.fit(scaled, using: &generator).withoutEmpty
  if result.sizes.count < method.k {
    run.note(
      "\(method.k) clusters were asked for, \(result.sizes.count) found: there are no more "
        + "different faces")
  }
  if !result.converged {
    run.note(
      "the best start had not settled after \(method.maxIterations) iterations: raise --max-iter")
  }

  let model = ClusterModel(
    field: reader.field, names: reader.names, base: reader.base, scaling: scaling,
    centres: result.centres * unit,
    numbers: try earlier?.numbers(
      for: result.assignments, sizes: result.sizes, of: vectors, reader))
  if let modelOut { model.write(to: &modelOut.text) }

  let nearest = NearestCentres(model.centres)
  var row = 0
  try run.eachRecord(input, record, owned: clusterFields, pass: .deliver) { record in
    // The vector is read again, so that a record gets what its own numbers say.
    let vector = scaling(try reader.vector(of: record))
    record.set(nearest(vector), model.numbers, on: reader.field)
    row += 1
  }
  guard row == scaled.count else { throw Fatal("the input changed while it was read: run again") }
}

/// The number of clusters to make.
func clusterCount(
  _ count: ClusterCount, _ scaled: Vectors, _ options: Options, rescales: Bool, _ run: Run
) throws -> Int {
  switch count {
  case .fixed(let k):
    guard scaled.count >= k else {
      throw Fatal("\(scaled.count) faces cannot make \(k) clusters: ask for fewer with -k")
    }
    return k
  case .auto:
    var search = GroupSearch.Options()
    search.method = options.method
    search.seed = options.seed
    search.rescales = rescales
    search.measuresStability = false
    run.progress.restart(total: nil, unit: "steps of the search for k", isEven: false)
    let found = GroupSearch(scaled, search) { _ in run.progress.advance() }
    let k = found.gap.pick ?? 1
    run.note("k = \(k), the gap statistic's pick: \(found.verdict.sentence)")
    return k
  }
}

command.main { options, run in
  guard options.maxDistance == nil || options.model != nil else {
    throw UsageError(
      "--max-distance goes with --model: a cluster that is made here has all its faces")
  }
  switch (options.k, options.model) {
  case (nil, let path?):
    guard options.modelOut == nil, options.match == nil, options.scale == nil else {
      throw UsageError(
        "--model makes no clusters and brings its scale: leave out --model-out, --match and --scale"
      )
    }
    try run.assign(
      to: ClusterModel(path: path).withoutCopies, field: options.field,
      farthest: options.maxDistance)
  case (let k?, nil): try cluster(options, k, run)
  case (nil, nil): throw UsageError("how many clusters? give -k N or -k auto, or --model FILE")
  case (_?, _?):
    throw UsageError("-k makes clusters, --model takes saved ones: give one of the two")
  }
}
