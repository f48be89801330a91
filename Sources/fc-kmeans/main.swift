import Clustering
import Filter
import NumberText
import VectorRecords

/// The number of clusters to make.
enum ClusterCount {
  case fixed(Int)
  /// The number that the gap statistic picks.
  case auto
}

struct Options {
  var k: ClusterCount?
  var method = KMeans(k: 1)
  var scale: ScaleChoice?
  var steadiness = SteadinessChoice()
  var clusters = ClusterOptions()
}

let command = Command(
  name: "fc-kmeans", summary: "vectors to clusters of similar faces", input: .records,
  description: [
    "Adds to each record \"cluster\" (0 is the largest, ties by first appearance), \"distance\" to "
      + "the cluster's centre, \"runner_up\" (the next nearest cluster) and \"margin\" ((d2 - d1) "
      + "/ d2, 0 on the border). Distances are in scaled units.",
    "Adds \"steadiness\" too, if the within-person covariance covers the measures (the built-in "
      + "one covers fc-normalize's with the default --base): the probability, 0 to 1, that another "
      + "photo of this person falls into the same cluster. Standard error reports how many faces "
      + "would stay in their cluster, and which options would keep more.",
    "All records are read before the first is written; only their vectors are kept in memory. With "
      + "--model, records are assigned to saved clusters as they come.",
  ],
  options: [
    .parsed(
      "clusters", short: "k", "N|auto", \.k, choices: ["auto"],
      "The number of clusters; auto takes the gap statistic's pick "
        + "of 1 to 10"
    ) {
      (given) throws(UsageError) in
      given == "auto" ? .auto : .fixed(try wholeNumber(given, of: "-k", in: 1...Int.max))
    },
    ClusterOptions.field(default: "features").lifted(\.clusters),
    ScaleChoice.option(\.scale),
    .choice(
      "init", "HOW", \.method.initialisation, default: .plusPlus, "How starting centres are chosen"
    ),
    .integer(
      "n-init", \.method.starts, in: 1...10_000, default: "10",
      "Number of starts, of which the best is kept; with many faces, all but three use only a "
        + "sample"
    ),
    .integer(
      "max-iter", \.method.maxIterations, in: 1...1_000_000, default: "300",
      "Maximum number of iterations per start"),
    .number(
      "tol", "X", \.method.tolerance, in: 0...1, default: "1e-4",
      "End a start when centres move by less than this, relative to the variance"),
  ]
    + ClusterOptions.options(
      seed: "Another seed tries other starts",
      match: "Give clusters the numbers of the matching ones in FILE, an earlier model"
    ).map { $0.lifted(\.clusters) } + SteadinessChoice.options.map { $0.lifted(\.steadiness) },
  examples: [
    ("fc-kmeans -k 4 faces.ndjson | fc-render > faces.html", "Four groups on a page:"),
    ("fc-kmeans -k 4 --model-out looks.json faces.ndjson > /dev/null", "Save the clusters:"),
    ("tail -f new.ndjson | fc-kmeans --model looks.json", "Assign new faces to them as they come:"),
  ],
  defaults: Options(), needsAllRecords: \.clusters.needsAllRecords)

extension Run {
  /// Makes clusters of all vectors.
  func makeClusters(
    _ gathered: GatheredVectors<Vectors>, _ options: Options, _ count: ClusterCount
  ) throws -> MadeClusters {
    let (vectors, reader) = (gathered.vectors, gathered.reader)
    let choice = options.scale ?? .usual(isNamed: reader.names != nil)
    let scale = try choice.learned()
    let scaling = try choice.scaling(of: vectors, reader, learned: scale)
    let learned = try options.steadiness.learned(reader, scale: scale)
    let (scaled, unit) = try ScaleChoice.scaled(vectors, by: scaling)

    var method = options.method
    method.k = try clusterCount(count, scaled, options, rescales: choice == .zscore)
    var generator = SeededGenerator(seed: UInt64(options.clusters.seed))
    // Drop clusters without faces: they must not be runners-up, nor be saved or matched.
    let result = try method.fit(scaled, using: &generator).withoutEmpty
    if result.sizes.count < method.k {
      note(
        "\(method.k) clusters were asked for, but only \(result.sizes.count) found: there are no "
          + "more different faces")
    }
    if !result.converged {
      note(
        "the best start had not settled after \(counted(method.maxIterations, "iteration")): "
          + "raise --max-iter")
    }
    let model = ClusterModel(
      field: reader.field, names: reader.names, base: reader.base, scaling: scaling,
      centres: result.centres * unit,
      numbers: try gathered.earlier?.numbers(
        for: result.assignments, sizes: result.sizes, of: vectors, reader),
      within: learned?.isBuiltIn == false ? try learned?.spread(of: reader) : nil)
    let nearest = NearestCentres(model.centres)
    let steadiness = model.steadiness(try learned?.spread(of: reader))
    // If the scaling is by within-person spread already, there is no alternative to suggest.
    let other = scale == nil ? learned : nil
    return MadeClusters(model) {
      other.flatMap { withinAlternative(scaledBy: $0, options, method, gathered) }
    } placement: { _, vector in
      // Assigned by its own numbers, as a saved model would.
      let scaled = scaling(vector)
      let assignment = nearest(scaled)
      return Placement(assignment, FaceSteadiness(steadiness, scaled, assignment))
    }
  }

  /// The number of clusters to make.
  private func clusterCount(
    _ count: ClusterCount, _ scaled: Vectors, _ options: Options, rescales: Bool
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
      search.seed = options.clusters.seed
      search.rescales = rescales
      search.measuresStability = false
      progress.restart(total: nil, unit: "steps of the search for k", isEven: false)
      let found = GroupSearch(scaled, search) { _ in progress.advance() }
      let k = found.gap.pick ?? 1
      note("k = \(k), the gap statistic's pick: \(found.verdict.sentence)")
      return k
    }
  }
}

command.main { options, run in
  guard options.k == nil || options.clusters.model == nil else {
    throw UsageError("-k makes clusters, --model takes saved ones: give one of the two")
  }
  let saved = try options.clusters.savedClusters(
    without: ("--scale", options.scale != nil), because: " and brings its scale")
  try options.steadiness.check()
  if let saved {
    let steadiness = saved.steadiness(try options.steadiness.spread(for: saved))
    return try run.assign(to: saved, options.clusters, steadiness: steadiness)
  }
  guard let count = options.k else {
    throw UsageError("how many clusters? give -k N or -k auto, or --model FILE")
  }
  try run.cluster(options.clusters, on: "features") {
    try run.makeClusters($0, options, count)
  }
}
