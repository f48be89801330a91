import Clustering
import Filter
import NameRecords
import VectorRecords

struct Options {
  var method = ChineseWhispers()
  var isApart = false
  var constraints: [String] = []
  /// Nil for exact where that is fast.
  var neighbours: ClusterModel.Neighbours?
  var clusters = ClusterOptions()
}

let command = Command(
  name: "fc-whispers", summary: "embeddings to clusters, one per person, however many there are",
  input: .records,
  description: [
    "Chinese whispers (Biemann 2006): faces nearer than --threshold are neighbours, and each face "
      + "repeatedly takes the cluster that most of its neighbours have. Adds the same fields as "
      + "fc-kmeans: \"cluster\" (0 is the largest), \"distance\" to the mean of the cluster's "
      + "faces, \"runner_up\" and \"margin\" (negative where the mean of another cluster is "
      + "nearer). The order of the records makes no difference.",
    "All records are read before the first is written. Up to 50,000 faces are all compared with "
      + "each other. More are divided into many lists by k-means, and each face is compared only "
      + "with those in its eight nearest lists, which finds most of its neighbours: a million "
      + "faces take about a minute and 1 GB. --neighbours exact compares all with all even then; "
      + "its time grows with the square of the number of faces, and it takes at most one bit of "
      + "memory per pair of faces (1.2 GB for 100,000). With --model, records are assigned to "
      + "saved clusters as they come.",
  ],
  options: [
    ClusterOptions.field(default: "embedding").lifted(\.clusters),
    .number(
      "threshold", "X", \.method.threshold, in: 0...1e6, default: "0.5",
      "Faces nearer than X are neighbours: a smaller X separates more"),
    .parsed(
      "neighbours", "HOW", \.neighbours, choices: ClusterModel.Neighbours.allCases.map(\.rawValue),
      default: "exact up to 50,000 faces",
      "Which faces a face is compared with: exact compares it with all, approximate with those in "
        + "the lists nearest to it; \"runner_up\" is then looked for among the 64 clusters nearest "
        + "to the face's own"
    ) { (given) throws(UsageError) in
      guard let choice = ClusterModel.Neighbours(rawValue: given) else {
        throw UsageError("--neighbours takes exact or approximate, not '\(given)'")
      }
      return choice
    },
    .flag(
      "apart", \.isApart,
      "Never put two faces of one photo into one cluster, as nobody is in a photo twice (a photo "
        + "that is listed twice counts once)"),
    .texts(
      "constraints", "FILE", \.constraints,
      "Respect what FILE says about faces: a file that a page saved or that fc-names reads. Faces "
        + "that were moved to each other or merged belong together; faces that were taken out or "
        + "moved away do not. Can be given more than once; if lines contradict each other, the "
        + "last one counts. What cannot be met is reported"),
  ]
    + ClusterOptions.options(
      seed: "Another seed picks the faces in another order",
      match:
        "Give clusters the numbers of those in FILE, an earlier model, whose means are nearer than "
        + "--threshold; clusters found only in FILE are kept, with their numbers, in --model-out"
    ).map { $0.lifted(\.clusters) },
  examples: [
    (
      "fc-embed party/*.jpg | fc-whispers --apart | fc-render > party.html",
      "Who was there? A page:"
    ),
    ("fc-whispers --model-out people.json faces.ndjson > /dev/null", "Save the people:"),
    (
      "fc-embed new/*.jpg | fc-whispers --model people.json --max-distance 0.5",
      "Known people, and strangers:"
    ),
    (
      "fc-whispers --constraints names.ndjson faces.ndjson | fc-names names.ndjson | fc-render > "
        + "faces.html",
      "Cluster again, with what was said on an earlier page:"
    ),
  ],
  defaults: Options(), needsAllRecords: \.clusters.needsAllRecords)

command.main { options, run in
  let saved = try options.clusters.savedClusters(
    without: ("--apart", options.isApart), because: "")
  if let saved {
    guard options.constraints.isEmpty, options.neighbours == nil else {
      throw UsageError("--model makes no clusters: leave out --constraints and --neighbours")
    }
    return try run.assign(to: saved, options.clusters)
  }
  let statements = try options.constraints.flatMap { try NamesFile(path: $0, run).statements }
  let knowsFaces = options.isApart || !options.constraints.isEmpty
  var faces = PhotoFaces()
  try run.cluster(
    options.clusters, on: "embedding", others: PhotoFaces.fields,
    rows: { CompactingRows(dimensions: $0, most: options.mostExact) },
    look: { record, pass in
      guard knowsFaces else { return }
      if pass == .gather { try faces.append(record) } else { try PhotoFaces.check(record) }
    },
    checkEarlier: { model in
      guard model.scaling == .none(dimensions: model.scaling.dimensions) else {
        throw Fatal(
          "was made with --scale, but fc-whispers compares unscaled numbers",
          at: options.clusters.match ?? "")
      }
    },
    make: { try run.makeClusters($0, options, knowsFaces ? faces : nil, statements) })
}
