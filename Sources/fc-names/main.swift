import Filter
import NameRecords
import Naming
import PhotoStages
import Records

struct Options {
  var rest: String?
  var source: Source?
  var writesSidecars = false
}

/// Where else names stand.
enum Source: String, CaseIterable {
  case xmp
}

let command = Command(
  name: "fc-names", summary: "names, merges and moves made by hand, onto clusters",
  input: .beside(
    operand: "NAMES",
    sentence: "Reads records (NDJSON) from standard input, and what was said of them from the "
      + "NAMES, files that a page saved or somebody wrote."),
  description: [
    "A file of names holds a statement per line, each applied to what the earlier ones made: "
      + "{\"name\":\"Ann\",\"cluster\":[\"a.jpg\",\"b.jpg\"]} names the cluster that most of these "
      + "faces are in, {\"name\":\"Ann\",\"faces\":[...]} only these faces, "
      + "{\"merge\":[[\"a.jpg\"],[\"c.jpg\"]]} makes one cluster of several, which keeps the "
      + "first's number and name, {\"move\":\"d.jpg\",\"to\":[\"a.jpg\"]} puts a face into a "
      + "cluster (null: a new one), {\"not\":\"e.jpg\",\"cluster\":[\"a.jpg\"]} takes it out. A "
      + "face is a photo's path or, where that has several, "
      + "{\"path\":\"f.jpg\",\"box\":[x,y,w,h]}: so a file outlives new photos and another k. A "
      + "cluster may also be a number. Or the file has two columns, cluster and name, with a tab "
      + "or comma between them.",
    "Adds \"name\" to the faces of named clusters, and \"cluster_by\":\"hand\" to faces that were "
      + "moved; these lose \"distance\", \"margin\" and \"steadiness\". A face that is only taken "
      + "out has the cluster null. A statement that no longer fits is told; of two that contradict "
      + "each other the later one counts.",
  ],
  options: [
    .text("rest", "FILE", \.rest, "Keep in FILE the statements that no longer fit"),
    .parsed(
      "from", "WHERE", \.source, choices: Source.allCases.map(\.rawValue),
      "First give faces the names that stand in their photos' XMP, or in the sidecar files beside "
        + "them (photo.jpg.xmp, photo.xmp), as digiKam, Lightroom and Picasa write them; NAMES "
        + "may then be left out"
    ) { (given) throws(UsageError) in
      guard let source = Source(rawValue: given) else {
        throw UsageError("--from takes xmp, not '\(given)'")
      }
      return source
    },
    .flag(
      "sidecars", \.writesSidecars,
      "Write the names of faces into sidecar files (photo.jpg.xmp), never into photos; what else "
        + "stands there stays"),
  ],
  examples: [
    (
      "fc-kmeans -k 4 faces.ndjson | fc-names names.ndjson | fc-render > faces.html",
      "A page with the names that were given on an earlier one:"
    ),
    (
      "fc-names names-*.ndjson --rest rest.ndjson < clustered.ndjson > named.ndjson",
      "Several files, in their order:"
    ),
    (
      "fc-landmarks faces/*.jpg | fc-names --from xmp | fc-normalize > named.ndjson",
      "The names that digiKam or Lightroom know:"
    ),
    (
      "fc-names --sidecars names.ndjson < clustered.ndjson > named.ndjson",
      "And back, for digiKam to read:"
    ),
  ],
  defaults: Options(), needsAllRecords: { _ in "it changes clusters of all records together" },
  versionDetails: decoderDetails)

/// The fields that names and moves set.
let owned = ["cluster", "name", "cluster_by"]
/// Those that mean nothing for a face that was moved.
let placed = ["distance", "runner_up", "margin", "steadiness"]

command.main { options, run in
  let files = run.fileOperands
  guard !files.isEmpty || options.source != nil || options.writesSidecars else {
    throw UsageError("which names? name a file of them, or give --from xmp")
  }
  let rest = try options.rest.map { try run.outputBeside($0, flag: "--rest") }
  try run.checkOutput(isNoneOf: files)
  let said = try files.map { try NamesFile(path: $0, run) }

  let record = Record.forStage(Record.facePlaceFields + owned + placed)
  let input = run.standardInput(isReplayed: true)
  var faces = ClusteredFaces()
  try run.eachRecord(input, record, pass: .gather) { try faces.append($0) }
  var clusters = NamedClusters(faces.places, clusters: faces.clusters, names: faces.names)
  let photos = options.source != nil || options.writesSidecars ? PhotoNames(run) : nil
  if options.source == .xmp { try photos?.apply(faces.places, to: &clusters) }
  for file in said { try run.apply(file, to: &clusters, rest: rest) }

  var row = 0
  try run.eachRecord(input, record, owned: owned, pass: .deliver) { record in
    try faces.check(record)
    guard row < faces.places.count else { throw Fatal.changedWhileRead }
    record.set(clusters, row)
    row += 1
  }
  guard row == faces.places.count else { throw Fatal.changedWhileRead }
  if options.writesSidecars {
    try photos?.writeSidecars(faces.places, names: faces.names(after: clusters))
  }
}
