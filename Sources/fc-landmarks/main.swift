import Filter
import PhotoStages

struct Options: Sendable {
  var landmarks = LandmarkOptions()
  var packTo: String?
  var packs: Bool { packTo != nil }
}

let command = Command(
  name: "fc-landmarks", summary: "photos, or boxes of faces, to 68 points per face", input: .photos,
  description: [
    "Adds to each record \"landmarks\": 68 points [x, y] in px of the upright photo, in the order "
      + "of iBUG 300-W. If a record has a \"box\", it is used; otherwise faces are detected "
      + "first, as by fc-detect.",
    "The points are the median of predictions from slightly different boxes, each on the face "
      + "and on its mirror image, which repeats better from photo to photo than a single "
      + "prediction. The model's training data (iBUG 300-W) excludes commercial use.",
  ],
  options: LandmarkOptions.options().map { $0.lifted(\.landmarks) } + [
    .text(
      "pack-model", "FILE", \.packTo,
      "Write the model to FILE in a form that loads 0.3 s faster, and exit (done by fc-models); "
        + "it is found as shape_predictor_68_face_landmarks.packed in the folders for models")
  ],
  examples: [
    ("ls faces/*.jpg | fc-landmarks | fc-normalize > faces.ndjson", "From a folder to features:"),
    (
      "fc-detect --largest *.jpg | fc-landmarks --boxes 1",
      "dlib's plain prediction on the largest face of each photo:"
    ),
  ],
  modelFolders: LandmarkOptions.modelFolders, defaults: Options(), needsNoInput: \.packs,
  modelFiles: \.landmarks.modelFiles, versionDetails: decoderDetails)

command.main { options, run in
  if let target = options.packTo {
    try LandmarkModel.pack(given: options.landmarks.model, to: target)
    return
  }
  let predictor = options.landmarks.predictor()
  // A record that has a box keeps it; one whose face is not found loses its old points.
  try run.eachPhoto(
    fields: LandmarkStage.fields, owned: ["landmarks"],
    takesDamaged: options.landmarks.detection.takesDamaged
  ) {
    let landmarks = LandmarkStage(options.landmarks, predictor)
    return { photo, output in try landmarks.eachFace(of: photo, into: &output) }
  }
}
