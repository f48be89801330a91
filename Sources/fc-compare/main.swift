import EmbeddingRecords
import Filter
import PhotoStages
import Records

struct Options: Sendable {
  var threshold = 0.6
  var onlySame = false
  var embedding = EmbeddingOptions()
}

let command = Command(
  name: "fc-compare", summary: "are two photos of the same person?", input: .photos,
  passesRecords: false,
  description: [
    "Prints one object for each pair of faces: \"a\" and \"b\", the two faces, \"distance\" "
      + "between their embeddings, and \"same\", whether that is less than \"threshold\". If two "
      + "PHOTOs are named, each must have exactly one face; otherwise all faces of the input are "
      + "compared with each other, in input order: the number of pairs grows with the square of "
      + "the number of faces.",
    "A record with \"embedding\" is used as it is; for others it is computed first, as by "
      + "fc-embed. The exit status is like that of grep.",
  ],
  options: [
    .number(
      "threshold", "X", \.threshold, in: 0...1e6, default: "0.6",
      "Faces nearer than X are of one person"),
    .flag("same", \.onlySame, "Print only pairs of the same person"),
  ] + EmbeddingOptions.options.map { $0.lifted(\.embedding) },
  examples: [
    ("fc-compare passport.jpg selfie.jpg | jq .same", "Are they the same person?"),
    (
      "if fc-compare -q --largest door.jpg owner.jpg > /dev/null; then ./open; fi",
      "The answer as the exit status:"
    ),
    (
      "fc-embed album/*.jpg | fc-compare --same | jq -r '[.a.path, .b.path] | @tsv'",
      "Who is in two photos? All against all:"
    ),
  ],
  modelFolders: EmbeddingOptions.modelFolders, defaults: Options(),
  needsAllRecords: { _ in "it compares each face with every other one" },
  modelFiles: \.embedding.modelFiles, versionDetails: decoderDetails,
  exitStatuses: [
    (0, "the same person, in the pair or in at least one of the pairs"),
    (1, "not the same person in any pair"),
    (2, "cannot tell: a photo failed, or one of two photos does not have exactly one face"),
  ])

/// Why there is nothing to compare; nil where there is.
func refusal(_ faces: [EmbeddedFace], faceless: [(path: String, reason: String)], isPair: Bool)
  -> Fatal?
{
  if isPair, let first = faceless.first {
    return Fatal("\(first.reason): there is nothing to compare", at: first.path)
  }
  if isPair, faces.count > 2 {
    let path = faces.count { $0.path == faces[0].path } > 1 ? faces[0].path : faces[1].path
    // A photo that is compared with itself comes twice.
    let count = Set(faces.filter { $0.path == path }.map(\.face)).count
    return Fatal(
      "has \(count) faces, but needs exactly one: --largest picks the largest face of each photo",
      at: path)
  }
  if faces.count < 2 { return Fatal("comparing takes two faces, but the input has \(faces.count)") }
  return nil
}

command.main { options, run in
  let (faces, faceless) = try run.embeddedFaces(options.embedding)
  let isPair = run.fileOperands.count == 2
  // The failure has been reported.
  guard !isPair || run.failures == 0 else {
    run.answer = 2
    return
  }
  if let refusal = refusal(faces, faceless: faceless, isPair: isPair) { throw refusal }

  var isFound = false
  for (index, one) in faces.enumerated() {
    for other in faces[(index + 1)...] {
      let distance = one.distance(to: other)
      let isSame = distance < options.threshold
      isFound = isFound || isSame
      guard isSame || !options.onlySame else { continue }
      run.output.text.append("{\"a\":")
      one.write(to: &run.output.text)
      run.output.text.append(",\"b\":")
      other.write(to: &run.output.text)
      run.output.text.append(",\"distance\":")
      run.output.text.sevenDigits(distance)
      run.output.text.append(",\"threshold\":")
      run.output.text.shortest(options.threshold)
      run.output.text.append(isSame ? ",\"same\":true}\n" : ",\"same\":false}\n")
    }
    try run.output.flushIfLarge()
  }
  run.answer = run.failures > 0 ? 2 : isFound ? 0 : 1
}
