import EmbeddingRecords
import Filter
import PhotoStages
import Records

struct Options: Sendable {
  var count = Int.max
  var maxDistance = 0.6
  var embedding = EmbeddingOptions()
}

let command = Command(
  name: "fc-find", summary: "the faces nearest to a given one, in order",
  input: .beside(
    operand: "REFERENCE",
    sentence: "Reads records with \"embedding\" (NDJSON) from standard input, and the face to look "
      + "for from each REFERENCE, a photo or a file of records."),
  passesRecords: false,
  description: [
    "Prints the records whose face is nearer than --max-distance to a reference, nearest first, "
      + "with the \"distance\" between the embeddings. With several reference faces, of one person "
      + "or of more, the nearest one counts.",
    "Standard input is read once; only the records found are kept in memory.",
  ],
  options: [
    .integer(
      "count", short: "n", \.count, in: 1...Int.max, default: nil, "Print at most the N nearest"),
    .number(
      "max-distance", "X", \.maxDistance, in: 0...1e6, default: "0.6",
      "Do not print faces farther than X"),
  ] + EmbeddingOptions.options.map { $0.lifted(\.embedding) },
  examples: [
    ("fc-find ann.jpg < album.ndjson | jq -r .path", "Which photos is she in?"),
    (
      "fc-embed album/ | tee album.ndjson | fc-find -n 10 --max-distance 2 ann.jpg",
      "The ten nearest, however far; the embeddings are saved for next time:"
    ),
  ],
  modelFolders: EmbeddingOptions.modelFolders, defaults: Options(),
  needsAllRecords: { _ in "it puts all records in order" },
  modelFiles: \.embedding.modelFiles, versionDetails: decoderDetails,
  exitStatuses: [
    (0, "something was found"),
    (1, "nothing was found"),
    (2, "cannot tell: an input failed, or a reference has no face"),
  ])

command.main { options, run in
  guard !run.fileOperands.isEmpty else { throw UsageError("which face? give a photo of it") }
  let (references, faceless) = try run.embeddedFaces(options.embedding)
  if run.failures == 0, let first = faceless.first {
    throw Fatal("\(first.reason): there is nothing to look for", at: first.path)
  }
  guard run.failures == 0 else {
    run.answer = 2
    return
  }
  guard !references.isEmpty else {
    throw Fatal("no reference has a face: there is nothing to look for")
  }

  var found = Nearest<JSONText>(count: options.count)
  let reader = EmbeddedFaceReader()
  let record = Record.forStage(EmbeddedFaceReader.fields + ["distance"])
  try run.eachRecord(run.standardInput(), record, pass: .gather) { record in
    let face = try reader.face(of: record)
    let distance = references.map { $0.distance(to: face) }.min() ?? .infinity
    guard distance < options.maxDistance else { return }
    record.set("distance") { $0.sevenDigits(distance) }
    var text = JSONText()
    record.write(to: &text)
    found.add(text, at: distance)
  }
  for text in found.inOrder() {
    text.bytes.withUnsafeBytes { run.output.text.append($0) }
    try run.output.flushIfLarge()
  }
  run.answer = run.failures > 0 ? 2 : found.isEmpty ? 1 : 0
}
