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
  name: "fc-compare", summary: "are two photos of one person?", input: .photos,
  passesRecords: false,
  description: [
    "Prints one object for each pair of faces: \"a\" and \"b\", which faces they are, \"distance\" "
      + "between their embeddings, and \"same\", whether that is less than \"threshold\". Of two "
      + "PHOTOs each must have one face; otherwise all faces that come are compared with all "
      + "others, in their order, and the number of pairs grows with the square of theirs.",
    "A record with \"embedding\" is taken as it is; others get theirs first, as from fc-embed. "
      + "The exit status is grep's.",
  ],
  options: [
    .number(
      "threshold", "X", \.threshold, in: 0...1e6, default: "0.6",
      "Faces nearer than X are one person's"),
    .flag("same", \.onlySame, "Print only the pairs that are of one person"),
  ] + EmbeddingOptions.options.map { $0.lifted(\.embedding) },
  examples: [
    ("fc-compare passport.jpg selfie.jpg | jq .same", "One person?"),
    (
      "if fc-compare -q --largest door.jpg owner.jpg > /dev/null; then ./open; fi",
      "The answer as the exit status:"
    ),
    (
      "fc-embed album/*.jpg | fc-compare --same | jq -r '[.a.path, .b.path] | @tsv'",
      "Who is on two photos? All against all:"
    ),
  ],
  modelFolders: EmbeddingOptions.modelFolders, defaults: Options(),
  needsAllRecords: { _ in "it compares each face with every other one" },
  modelFiles: \.embedding.modelFiles, versionDetails: decoderDetails,
  exitStatuses: [
    (0, "one person: the pair, or at least one of the pairs"),
    (1, "not one person, in any pair"),
    (2, "it could not be said: a photo failed, or has no face, or two of which one must be meant"),
  ])

/// Why two photos, or all that came, are no pair to compare.
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
      "has \(count) faces, and one is wanted: --largest takes each photo's largest one", at: path)
  }
  if faces.count < 2 { return Fatal("it takes two faces to compare: \(faces.count) came") }
  return nil
}

command.main { options, run in
  let (faces, faceless) = try run.embeddedFaces(options.embedding)
  let isPair = run.fileOperands.count == 2
  // What failed has been told.
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
