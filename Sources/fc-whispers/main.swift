import Clustering
import Filter
import VectorRecords

struct Options {
  var method = ChineseWhispers()
  var isApart = false
  var clusters = ClusterOptions()
}

let command = Command(
  name: "fc-whispers", summary: "embeddings to clusters, one a person, however many there are",
  input: .records,
  description: [
    "Chinese whispers (Biemann 2006): faces nearer than --threshold are neighbours, and a face "
      + "again and again takes the cluster that most of its neighbours have. Adds to each record "
      + "what fc-kmeans adds: \"cluster\" (0 is the largest), \"distance\" to the mean of its "
      + "faces, \"runner_up\" and \"margin\" (below 0 where the mean of another cluster is "
      + "nearer). The order of the records makes no difference.",
    "All records are read before the first is written. Time grows with the square of the number of "
      + "faces: 10,000 faces take less than a second, 100,000 half a minute on two cores; memory "
      + "is 1.5 KB a face and at most a bit a pair of faces (12 MB for 10,000, 1.2 GB for "
      + "100,000). With --model, records are assigned to saved clusters as they come.",
  ],
  options: [
    ClusterOptions.field(standard: "embedding").lifted(\.clusters),
    .number(
      "threshold", "X", \.method.threshold, in: 0...1e6, standard: "0.5",
      "Faces nearer than X are neighbours: smaller parts more"),
    .flag(
      "apart", \.isApart,
      "Never two faces of one photo in one cluster: nobody is twice in a photo (one that is listed "
        + "twice counts once)"),
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
  ],
  defaults: Options(), needsAllRecords: \.clusters.needsAllRecords)

/// Makes clusters of all vectors.
///
/// - Parameter faces: which face of which photo each is; nil where that does not count.
func makeClusters(
  _ gathered: GatheredVectors, _ options: Options, _ faces: PhotoFaces?
) throws -> MadeClusters {
  let reader = gathered.reader
  // In an order of their own, so that the order in which they came does not count.
  let order = ContentOrder(of: gathered.vectors, ranks: faces?.ranks)
  let vectors = gathered.vectors.rows(at: order.rows)
  var generator = SeededGenerator(seed: UInt64(options.clusters.seed))
  let unit = vectors.unit
  var method = options.method
  method.threshold /= unit
  let scaled = vectors / unit
  let result =
    if let faces {
      method.fit(scaled, apart: faces.apart(order.rows, vectors), using: &generator)
    } else {
      method.fit(scaled, using: &generator)
    }
  let made = ClusterModel(
    field: reader.field, names: reader.names, base: reader.base,
    scaling: .none(dimensions: vectors.dimensions),
    centres: vectors.means(of: result.assignments, sizes: result.sizes),
    numbers: try gathered.earlier?.numbers(
      for: result.assignments, sizes: result.sizes, of: vectors, reader,
      farthest: options.method.threshold),
    method: .chineseWhispers)
  let assignments = NearestCentres(made.centres).assignments(of: vectors, to: result.assignments)
  return MadeClusters(made, kept: made.with(goneFrom: gathered.earlier)) { row, _ in
    Placement(assignments[order.places[row]])
  }
}

extension ClusterModel {
  /// This model and, behind it, the earlier one's clusters of which no number is left here: their
  /// faces may come back.
  fileprivate func with(goneFrom earlier: ClusterModel?) -> ClusterModel {
    guard let earlier else { return self }
    let gone = earlier.numbers.indices.filter { !numbers.contains(earlier.numbers[$0]) }
    return ClusterModel(
      field: field, names: names, base: base, scaling: scaling,
      centres: Vectors(
        values: centres.values + gone.flatMap { earlier.centres[$0] },
        dimensions: centres.dimensions),
      numbers: numbers + gone.map { earlier.numbers[$0] }, method: method)
  }
}

command.main { options, run in
  let saved = try options.clusters.savedClusters(
    without: ("--apart", options.isApart), because: "")
  if let saved { return try run.assign(to: saved, options.clusters) }
  var faces = PhotoFaces()
  try run.cluster(
    options.clusters, on: "embedding", others: PhotoFaces.fields,
    look: { record, pass in
      guard options.isApart else { return }
      if pass == .gather { try faces.append(record) } else { _ = try PhotoFaces.photo(of: record) }
    },
    checkEarlier: { model in
      guard model.scaling == .none(dimensions: model.scaling.dimensions) else {
        throw Fatal(
          "was made with --scale: fc-whispers compares numbers as they are",
          at: options.clusters.match ?? "")
      }
    },
    make: { try makeClusters($0, options, options.isApart ? faces : nil) })
}
