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

/// Other sources of names.
enum Source: String, CaseIterable {
  case xmp
}

let command = Command(
  name: "fc-names", summary: "clusters with names, merges and moves that people made",
  input: .beside(
    operand: "NAMES",
    sentence: "Reads records (NDJSON) from standard input, and statements about them from the "
      + "NAMES, files that were saved from a page or written by hand."),
  description: [
    "A file of names has one statement per line, applied to the result of the earlier ones: "
      + "{\"name\":\"Ann\",\"cluster\":[\"a.jpg\",\"b.jpg\"]} names the cluster that most of these "
      + "faces are in, {\"name\":\"Ann\",\"faces\":[...]} only these faces, "
      + "{\"merge\":[[\"a.jpg\"],[\"c.jpg\"]]} merges clusters into the first, which keeps its "
      + "number and name, {\"move\":\"d.jpg\",\"to\":[\"a.jpg\"]} moves a face to a cluster "
      + "(null: a new one), {\"not\":\"e.jpg\",\"cluster\":[\"a.jpg\"]} takes it out of one. A "
      + "face is given by its photo's path or, if there are several on the photo, as "
      + "{\"path\":\"f.jpg\",\"box\":[x,y,w,h]}, so the file stays valid with new photos and "
      + "another k. A cluster may also be given by its number. Alternatively, the file has two "
      + "columns, cluster and name, separated by a tab or a comma.",
    "Adds \"name\" to the faces of named clusters, and \"cluster_by\":\"hand\" to faces that were "
      + "moved; these lose \"distance\", \"margin\" and \"steadiness\". A face that was only taken "
      + "out gets the cluster null. Statements that no longer fit are reported; of two that "
      + "contradict each other, the later one counts.",
  ],
  options: [
    .text("rest", "FILE", \.rest, "Write the statements that no longer fit to FILE"),
    .parsed(
      "from", "WHERE", \.source, choices: Source.allCases.map(\.rawValue),
      "First give faces the names in their photos' XMP, or in the sidecar files beside them "
        + "(photo.jpg.xmp, photo.xmp), as written by digiKam, Lightroom and Picasa; NAMES may "
        + "then be omitted"
    ) { (given) throws(UsageError) in
      guard let source = Source(rawValue: given) else {
        throw UsageError("--from takes xmp, not '\(given)'")
      }
      return source
    },
    .flag(
      "sidecars", \.writesSidecars,
      "Write the names of faces into sidecar files (photo.jpg.xmp), never into photos; the "
        + "other contents of sidecar files are kept"),
  ],
  examples: [
    (
      "fc-kmeans -k 4 faces.ndjson | fc-names names.ndjson | fc-render > faces.html",
      "A page with the names given on an earlier one:"
    ),
    (
      "fc-names names-*.ndjson --rest rest.ndjson < clustered.ndjson > named.ndjson",
      "Several files, applied in this order:"
    ),
    (
      "fc-landmarks faces/*.jpg | fc-names --from xmp | fc-normalize > named.ndjson",
      "The names that digiKam or Lightroom know:"
    ),
    (
      "fc-names --sidecars names.ndjson < clustered.ndjson > named.ndjson",
      "The other way, for digiKam to read:"
    ),
  ],
  defaults: Options(), needsAllRecords: { _ in "it changes clusters of all records together" },
  versionDetails: decoderDetails)

/// The fields that statements set.
let owned = ["cluster", "name", "cluster_by"]
/// Fields that mean nothing for a face that was moved.
let voided = ["distance", "runner_up", "margin", "steadiness"]

command.main { options, run in
  let files = run.fileOperands
  guard !files.isEmpty || options.source != nil || options.writesSidecars else {
    throw UsageError("no names: give a file of names, or --from xmp")
  }
  let rest = try options.rest.map { try run.outputBeside($0, flag: "--rest") }
  try run.checkOutput(isNoneOf: files)
  let said = try files.map { try NamesFile(path: $0, run) }

  let record = Record.forStage(Record.facePlaceFields + owned + voided)
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
