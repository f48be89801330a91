import Clustering
import Filter
import NameRecords
import Naming
import VectorRecords

struct Options {
  var method = ChineseWhispers()
  var isApart = false
  var constraints: [String] = []
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
    .texts(
      "constraints", "FILE", \.constraints,
      "Keep what FILE says of faces, a file that a page saved or fc-names takes: who was moved or "
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

extension Run {
  /// Makes clusters of all vectors.
  ///
  /// - Parameters:
  ///   - faces: which face of which photo each is; nil where that does not count.
  ///   - statements: what somebody said of them.
  func makeClusters(
    _ gathered: GatheredVectors, _ options: Options, _ faces: PhotoFaces?,
    _ statements: [Statement]
  ) throws -> MadeClusters {
    let reader = gathered.reader
    // In an order of their own, so that the order in which they came does not count.
    let order = ContentOrder(of: gathered.vectors, ranks: faces?.ranks)
    let vectors = gathered.vectors.rows(at: order.rows)
    let apart = options.isApart ? faces?.apart(order.rows, vectors) : nil
    let linked =
      try faces.map { try links(statements, $0, rows: order.places, apart: apart) } ?? []
    let result = options.result(of: vectors, apart, linked)
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
}

extension Options {
  fileprivate func result(
    of vectors: Vectors, _ apart: ChineseWhispers.Apart?, _ links: [ChineseWhispers.Link]
  ) -> ChineseWhispers.Result {
    var generator = SeededGenerator(seed: UInt64(clusters.seed))
    let unit = vectors.unit
    var method = method
    method.threshold /= unit
    let scaled = vectors / unit
    guard let apart else { return method.fit(scaled, links: links, using: &generator) }
    return method.fit(scaled, apart: apart, links: links, using: &generator)
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
  if let saved {
    guard options.constraints.isEmpty else {
      throw UsageError("--model makes no clusters: leave out --constraints")
    }
    return try run.assign(to: saved, options.clusters)
  }
  let statements = try options.constraints.flatMap { try NamesFile(path: $0, run).statements }
  let knowsFaces = options.isApart || !options.constraints.isEmpty
  var faces = PhotoFaces()
  try run.cluster(
    options.clusters, on: "embedding", others: PhotoFaces.fields,
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
