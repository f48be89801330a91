import Clustering
import Filter
import NameRecords
import VectorRecords

struct Options {
  var method = ChineseWhispers()
  var isApart = false
  var constraints: [String] = []
  /// Nil: exact where that is quick.
  var neighbours: ClusterModel.Neighbours?
  var clusters = ClusterOptions()
}

let command = Command(
  name: "fc-whispers", summary: "embeddings to clusters, one per person, however many there are",
  input: .records,
  description: [
    "Chinese whispers (Biemann 2006): faces nearer than --threshold are neighbours, and a face "
      + "again and again takes the cluster that most of its neighbours have. Adds to each record "
      + "what fc-kmeans adds: \"cluster\" (0 is the largest), \"distance\" to the mean of its "
      + "faces, \"runner_up\" and \"margin\" (below 0 where the mean of another cluster is "
      + "nearer). The order of the records makes no difference.",
    "All records are read before the first is written. Up to 50,000 faces, all are compared with "
      + "all. Of more, each is compared with those of the eight of many lists (k-means) that it "
      + "is nearest to, which finds most of its neighbours: a million faces take about a minute "
      + "and 1 GB. --neighbours exact compares all with all there too, in a time that grows with "
      + "the square of their number, and in at most a bit per pair of faces (1.2 GB for 100,000). "
      + "With --model, records are assigned to saved clusters as they come.",
  ],
  options: [
    ClusterOptions.field(default: "embedding").lifted(\.clusters),
    .number(
      "threshold", "X", \.method.threshold, in: 0...1e6, default: "0.5",
      "Faces nearer than X are neighbours: smaller parts more"),
    .parsed(
      "neighbours", "HOW", \.neighbours, choices: ClusterModel.Neighbours.allCases.map(\.rawValue),
      default: "exact up to 50,000 faces",
      "Whom a face is compared with: all, or only those of the lists that it is near to; runner_up "
        + "is then looked for among the 64 clusters nearest to the face's own"
    ) { (given) throws(UsageError) in
      guard let choice = ClusterModel.Neighbours(rawValue: given) else {
        throw UsageError("--neighbours takes exact or approximate, not '\(given)'")
      }
      return choice
    },
    .flag(
      "apart", \.isApart,
      "Never two faces of one photo in one cluster: nobody is twice in a photo (one that is listed "
        + "twice counts once)"),
    .texts(
      "constraints", "FILE", \.constraints,
      "Keep what FILE says of faces: a file that a page saved or fc-names takes. Who was moved or "
        + "merged belongs together, who was taken out or moved away does not. May be given more "
        + "than once; of lines that contradict each other the last counts, and what cannot be kept "
        + "is told"),
  ]
    + ClusterOptions.options(
      seed: "Another seed asks the faces in another order",
      match:
        "Number clusters as in FILE, an earlier model, where their means are nearer than "
        + "--threshold; who is only there keeps number and place in --model-out"
    ).map { $0.lifted(\.clusters) },
  examples: [
    (
      "fc-embed party/*.jpg | fc-whispers --apart | fc-render > party.html",
      "Who was there? A page:"
    ),
    ("fc-whispers --model-out people.json faces.ndjson > /dev/null", "Keep the persons:"),
    (
      "fc-embed new/*.jpg | fc-whispers --model people.json --max-distance 0.5",
      "Known persons, and strangers:"
    ),
    (
      "fc-whispers --constraints names.ndjson faces.ndjson | fc-names names.ndjson | fc-render > "
        + "faces.html",
      "Anew, with what was said on an earlier page:"
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
          "was made with --scale: fc-whispers compares numbers as they are",
          at: options.clusters.match ?? "")
      }
    },
    make: { try run.makeClusters($0, options, knowsFaces ? faces : nil, statements) })
}
