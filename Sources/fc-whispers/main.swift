import Clustering
import Filter
import Records
import VectorRecords

struct Options {
  var field: String?
  var method = ChineseWhispers()
  var isApart = false
  var seed = 0
  var modelOut: String?
  var match: String?
  var model: String?
  var maxDistance: Double?
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
    .text("on", "FIELD", \.field, standard: "embedding", "The field with the numbers to compare"),
    .number(
      "threshold", "X", \.method.threshold, in: 0...1e6, standard: "0.5",
      "Faces nearer than X are neighbours: smaller parts more"),
    .flag(
      "apart", \.isApart,
      "Never two faces of one photo in one cluster: nobody is twice in a photo (one that is listed "
        + "twice counts once)"),
    .integer(
      "seed", \.seed, in: 0...Int.max, standard: "0", "Another seed asks the faces in another order"
    ),
    .text(
      "model-out", "FILE", \.modelOut,
      "Keep the clusters in FILE, with the records or not at all, for --model and --match"),
    .text(
      "match", "FILE", \.match,
      "Number clusters as in FILE, an earlier model, where their means are nearer than "
        + "--threshold; who is only there keeps number and place in --model-out"),
    .text("model", "FILE", \.model, "Assign to the clusters in FILE; none is made"),
    maxDistanceOption(\.maxDistance),
  ],
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
  defaults: Options(),
  needsAllRecords: {
    $0.model == nil ? "it makes clusters of all records together without --model" : nil
  })

/// The model whose numbers are kept.
func earlierModel(_ path: String) throws -> ClusterModel {
  let model = try ClusterModel(path: path).withoutCopies
  guard model.scaling == .none(dimensions: model.scaling.dimensions) else {
    throw Fatal("was made with --scale: fc-whispers compares numbers as they are", at: path)
  }
  return model
}

/// Makes clusters of all records, then writes these.
func cluster(_ options: Options, _ run: Run) throws {
  let earlier = try options.match.map(earlierModel)
  let modelOut = try options.modelOut.map {
    try run.outputBeside($0, flag: "--model-out", updates: "--match")
  }
  let reader = VectorReader(field: options.field ?? "embedding")
  let record = Record.forStage(PhotoFaces.fields + reader.fields + clusterFields)
  let input = run.recordInput(isReplayed: true)
  var faces = PhotoFaces()
  let given = try run.gatherVectors(input, record, reader) { record in
    if options.isApart { try faces.append(record) }
  }

  // In an order of their own, so that the order in which they came does not count.
  let order = ContentOrder(of: given, ranks: options.isApart ? faces.ranks : nil)
  let vectors = given.rows(at: order.rows)
  var generator = SeededGenerator(seed: UInt64(options.seed))
  let unit = vectors.unit
  var method = options.method
  method.threshold /= unit
  let scaled = vectors / unit
  let result =
    options.isApart
    ? method.fit(scaled, apart: faces.apart(order.rows, vectors), using: &generator)
    : method.fit(scaled, using: &generator)
  let made = ClusterModel(
    field: reader.field, names: reader.names, base: reader.base,
    scaling: .none(dimensions: vectors.dimensions),
    centres: vectors.means(of: result.assignments, sizes: result.sizes),
    numbers: try earlier?.numbers(
      for: result.assignments, sizes: result.sizes, of: vectors, reader,
      farthest: options.method.threshold),
    method: .chineseWhispers)
  if let modelOut { made.with(goneFrom: earlier).write(to: &modelOut.text) }

  let assignments = NearestCentres(made.centres).assignments(of: vectors, to: result.assignments)
  var row = 0
  try run.eachRecord(input, record, owned: clusterFields, pass: .deliver) { record in
    // Read again, so that what failed then fails here too.
    _ = try reader.vector(of: record)
    if options.isApart { _ = try PhotoFaces.photo(of: record) }
    guard row < assignments.count else {
      throw Fatal("the input changed while it was read: run again")
    }
    record.set(assignments[order.places[row]], made.numbers, on: reader.field)
    row += 1
  }
  guard row == vectors.count else { throw Fatal("the input changed while it was read: run again") }
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
  guard let path = options.model else {
    guard options.maxDistance == nil else {
      throw UsageError(
        "--max-distance goes with --model: a cluster that is made here has all its faces")
    }
    try cluster(options, run)
    return
  }
  guard options.modelOut == nil, options.match == nil, !options.isApart else {
    throw UsageError("--model makes no clusters: leave out --model-out, --match and --apart")
  }
  try run.assign(
    to: ClusterModel(path: path).withoutCopies, field: options.field,
    farthest: options.maxDistance)
}
