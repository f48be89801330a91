import Clustering
import Filter
import Glibc
import Records
import VectorRecords

struct Options {
  var labels = LabelOptions()
  var field: String?
  var scale: ScaleChoice?
  var retrieval = false
  var table = false
  var seed = 0
}

let command = Command(
  name: "fc-score", summary: "clusters against known names, and what they are worth without",
  input: .records, passesRecords: false,
  description: [
    "Prints one JSON object; a readable table with --table or on a terminal. With names: \"ari\", "
      + "the adjusted Rand index (Hubert and Arabie 1985), \"nmi\" and \"ami\", normalised and "
      + "adjusted mutual information (Vinh et al. 2010, arithmetic mean), \"homogeneity\", "
      + "\"completeness\" and \"v_measure\" (Rosenberg and Hirschberg 2007), \"purity\", the "
      + "\"confusion\" table, and the pairs of faces that are most \"wrongly_joined\" (nearest of "
      + "other names) and \"wrongly_parted\" (farthest of one name).",
    "Where records tell their \"steadiness\" and a name is a person with two photos or more, "
      + "\"steadiness\" compares it with what happened: the mean share that was \"predicted\" and "
      + "the share of other photos \"observed\" in the face's cluster, over all and in five bins "
      + "(\"calibration\"), and \"auc\", how often who stayed was steadier than who did not.",
    "Where the records have vectors: \"silhouette\" (Rousseeuw 1987), also by cluster, "
      + "\"calinski_harabasz\" (1974) and \"davies_bouldin\" (1979). Definitions are "
      + "scikit-learn's. --retrieval needs no clusters: how often the nearest other face has the "
      + "same name (\"top1\"), the median rank of the nearest one that has, and what chance would "
      + "give.",
    "Records without what a figure needs are left out of it, and counted: \"no_cluster\", "
      + "\"bad_cluster\" (no whole number), \"nameless\", \"no_vector\", \"bad_vector\". "
      + "\"measured\" faces have a cluster and a vector.",
  ],
  options: LabelOptions.options.map { $0.lifted(\.labels) } + [
    .field(\.field, "The field with the numbers that were compared"),
    ScaleChoice.option(\.scale),
    .flag("retrieval", \.retrieval, "Look up each face's nearest other face"),
    .flag("table", \.table, "Print a table to read"),
    .integer(
      "seed", \.seed, in: 0...Int.max, default: "0",
      "For the samples that are taken of more than "
        + "10,000 faces"),
  ],
  examples: [
    (
      "fc-synth --types 4 --out drawn | fc-landmarks | fc-normalize | fc-kmeans -k 4 | fc-score "
        + "--label type",
      "Are the four planted types found again?"
    ),
    (
      "fc-score --label-from-path '([^/]*)/[^/]*$' --table people.ndjson",
      "The folder is the person:"
    ),
    (
      "fc-score --retrieval --label-from-path '([^/]*)\\.jpg$' pairs.ndjson",
      "Does the nearest face show the "
        + "same person?"
    ),
  ],
  defaults: Options(), needsAllRecords: { _ in "it judges all records together" })

command.main { options, run in
  let source = try options.labels.source()
  if options.retrieval, source == nil {
    throw UsageError("--retrieval wants names: give --label FIELD or --label-from-path REGEX")
  }
  let reader = VectorReader(field: options.field ?? "features")
  let names = try source.map { try LabelReader($0) }
  let faces = try ScoredFaces(run, reader, names)
  var score = Score(faces)
  let choice = options.scale ?? .usual(isNamed: reader.names != nil)
  if let vectors = faces.vectors {
    (score.scaled, score.unit) = try ScaleChoice.scaled(
      vectors, by: choice.scaling(of: vectors, reader))
  }
  if options.retrieval {
    try score.addRetrieval(seed: options.seed)
  }
  if faces.hasClusters {
    if names != nil { try score.addAgreement(seed: options.seed) }
    score.addSeparation(seed: options.seed)
  } else if !options.retrieval {
    throw Fatal("no record has a cluster: run fc-kmeans first, or ask for --retrieval")
  }
  let isTable = options.table || (run.options.output == nil && isatty(STDOUT_FILENO) == 1)
  run.output.text.append(isTable ? score.table : score.json)
}
