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
  name: "fc-score", summary: "how good clusters are, with or without known names",
  input: .records, passesRecords: false,
  description: [
    "Prints one JSON object; a readable table with --table or on a terminal. With names: \"ari\", "
      + "the adjusted Rand index (Hubert and Arabie 1985), \"nmi\" and \"ami\", normalised and "
      + "adjusted mutual information (Vinh et al. 2010, arithmetic mean), \"homogeneity\", "
      + "\"completeness\" and \"v_measure\" (Rosenberg and Hirschberg 2007), \"purity\", the "
      + "\"confusion\" table, and the worst pairs of faces: \"wrongly_joined\" (the nearest with "
      + "different names in one cluster) and \"wrongly_parted\" (the farthest with one name in "
      + "different clusters).",
    "If records have \"steadiness\", and names are people with two or more photos, \"steadiness\" "
      + "compares the prediction with what happened: the mean steadiness \"predicted\" and the "
      + "mean share of the person's other photos \"observed\" in the face's cluster, over all "
      + "faces and in five bins (\"calibration\"); \"auc\" is how often a face that stayed had the "
      + "higher steadiness than one that did not.",
    "If records have vectors: \"silhouette\" (Rousseeuw 1987), also by cluster, "
      + "\"calinski_harabasz\" (1974) and \"davies_bouldin\" (1979). Definitions are "
      + "scikit-learn's. --retrieval needs no clusters: it prints how often the nearest other face "
      + "has the same name (\"top1\"), the median rank of the nearest face with the same name "
      + "(\"median_rank\"), and the \"chance\" of a random face.",
    "Records that lack what a figure needs are left out of it, and counted: \"no_cluster\", "
      + "\"bad_cluster\" (not a whole number), \"nameless\", \"no_vector\", \"bad_vector\". "
      + "\"measured\" faces have a cluster and a vector.",
  ],
  options: LabelOptions.options.map { $0.lifted(\.labels) } + [
    .field(\.field, "The field with the numbers that were compared"),
    ScaleChoice.option(\.scale),
    .flag("retrieval", \.retrieval, "Look up each face's nearest other face"),
    .flag("table", \.table, "Print a readable table"),
    .integer(
      "seed", \.seed, in: 0...Int.max, default: "0",
      "Another seed draws other samples, where there are more than 10,000 faces"),
  ],
  examples: [
    (
      "fc-synth --types 4 --out drawn | fc-landmarks | fc-normalize | fc-kmeans -k 4 | fc-score "
        + "--label type",
      "Are the four planted types recovered?"
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
    throw UsageError("--retrieval needs names: give --label FIELD or --label-from-path REGEX")
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
    throw Fatal("no record has a cluster: run fc-kmeans first, or use --retrieval")
  }
  let isTable = options.table || (run.options.output == nil && isatty(STDOUT_FILENO) == 1)
  run.output.text.append(isTable ? score.table : score.json)
}
