import FaceGeometry
import Filter
import NumberText
import PhotoStages
import Records
import VectorRecords
import Vision

let command = Command(
  name: "fc-train",
  summary: "faces with hand-placed points to a model for fc-points",
  input: .records, severalAtOnce: "photos", passesRecords: false,
  description: [
    "Learns to find points that the 68 landmarks do not include, from records with \"path\", "
      + "\"landmarks\" and hand-placed points, and writes the model to --model-out. A hundred "
      + "photos are enough for points that are easy to see, such as the hairline or the earlobes.",
    "The model is cross-validated: persons are left out in turn, and a model of the others "
      + "predicts their points. Prints one record per face with the result: \"path\", "
      + "\"person\", \"fold\", \"error\" (mean distance from the hand-placed points, in eye "
      + "distances), \"spread\" and \"predicted\" (px of the photo). Later, fc-points calls "
      + "points unclear if their spread is larger than these people's. The same input gives the "
      + "same model. Keeps all faces in memory, half a megabyte each.",
  ],
  options: [
    .text(
      "points", "FIELD", \.field,
      "The field with the hand-placed points: [[x, y], …], px of the photo"),
    .flag(
      "tem", \.isTemplate,
      "The points are in .tem files beside the photos (webmorph, PsychoMorph)"),
    .parsed(
      "tem-points", "A-B", \.range, default: "all",
      "The points to use from the .tem files, numbered from 0"
    ) { (given) throws(UsageError) in try pointRange(given) },
    .text(
      "name", "FIELD", \.name, default: "that of --points",
      "The field in which fc-points will write the points"),
    .text("model-out", "FILE", \.modelOut, "Write the model to FILE"),
    .parsed(
      "folds", "N", \.folds, default: "5",
      "Leave out one of N parts of the people in turn; 0: no cross-validation"
    ) {
      (given) throws(UsageError) in
      guard let folds = Int(given), folds == 0 || 2...100 ~= folds else {
        throw UsageError("--folds takes 0 or a whole number from 2 to 100, not '\(given)'")
      }
      return folds
    },
    .parsed(
      "mirror", "PAIRS", \.mirror, choices: ["found", "none"], default: "found",
      "The points that a mirror swaps, such as 0-10,1-9; found: from the mean face"
    ) { (given) throws(UsageError) in try Mirror(given) },
    .choice(
      "method", "METHOD", \.method, default: .trees,
      "How points are found: trees, from the picture alone; descent, from the 68 landmarks and "
        + "the edges around each point, better for points in the face, and small and fast for many"
    ),
    .integer(
      "seed", \.seed, in: 0...Int(Int32.max), default: "1",
      "Seed for choosing the pixels that trees compare"),
  ] + LabelOptions.options.map { $0.lifted(\.labels) },
  examples: [
    (
      "ls mine/*.jpg | fc-landmarks --largest | fc-train --tem --tem-points 134-144 "
        + "--name hairline --model-out mine.points > errors.ndjson",
      "From photos with .tem files beside them:"
    ),
    (
      "fc-landmarks --largest mine/*.jpg | fc-train --tem --name template --method descent "
        + "--model-out mine.points > errors.ndjson",
      "A whole template:"
    ),
    (
      "fc-train --points lobes --label name --model-out lobes.points placed.ndjson | jq .error",
      "From a field, several photos per person:"
    ),
  ],
  defaults: Options(), versionDetails: decoderDetails)

command.main { options, run in
  let (placed, name) = try options.source()
  guard let path = options.modelOut else {
    throw UsageError("--model-out FILE is missing: name a file for the model")
  }
  let names = try options.labels.source().map { try LabelReader($0) }
  let modelOut = try run.outputBeside(path, flag: "--model-out")
  let read = try run.taughtFaces(placed, field: options.field, names)
  let cut = try run.lessons(of: read)
  let faces = zip(read, cut).compactMap { $1 == nil ? nil : $0 }
  let people = numbers(ofPeople: faces.map(\.person))
  let lessons = zip(cut.compactMap(\.self), people).map { lessons, person in
    var lessons = lessons
    lessons.person = person
    return lessons
  }
  guard let count = faces.first?.placed.count else {
    throw Fatal("there was no face with hand-placed points: nothing to learn from")
  }
  let peopleCount = Set(people).count
  guard peopleCount >= max(2, options.folds) else {
    throw Fatal(
      "\(counted(peopleCount, "person")) for \(max(2, options.folds)) folds: use more people or "
        + "fewer --folds"
    )
  }
  let pairs = try options.mirror.pairs(of: lessons.map(\.plain.points))
  if case .found = options.mirror, pairs == nil {
    run.note("the points do not form mirror pairs: mirror images of the faces are not used")
  }

  // Each fold is left out once; the final model leaves out nobody.
  run.progress.restart(total: options.folds + 1, unit: "models")
  let trainer = PointTrainer(
    field: name, pairs: pairs, method: options.method, seed: UInt32(options.seed))
  let heldOut = try failing { () throws(VisionError) in
    try trainer.validate(lessons, folds: options.folds) { run.progress.advance() }
  }
  let spreadLimit =
    heldOut.isEmpty ? nil : spreadLimit(of: heldOut.map(\.spread), options.method)
  let model = try failing { () throws(VisionError) in
    try trainer.train(lessons.flatMap(\.all), spreadLimit: spreadLimit)
  }
  run.progress.advance()
  model.withUnsafeBytes { modelOut.text.append($0) }
  for (index, answer) in heldOut.enumerated() {
    run.output.text.heldOut(answer, of: faces[index], fold: people[index] % options.folds)
  }
  run.note(
    summary(
      faces: faces.count, people: peopleCount, points: count, heldOut, spreadLimit))
}
