import EmbeddingRecords
import Filter
import PhotoStages

let command = Command(
  name: "fc-embed", summary: "faces to 128 numbers that are near for one person", input: .photos,
  description: [
    "Adds to each record \"embedding\": dlib's face descriptor, 128 numbers that the network finds "
      + "in the face, cut out by its landmarks and turned upright. Two faces of one person mostly "
      + "lie less than 0.6 apart, of two persons farther: fc-kmeans --on embedding and fc-whispers "
      + "group them.",
    "Takes records with \"landmarks\"; others get these first, as from fc-landmarks. The network "
      + "needs about 0.01 s per face.",
  ],
  options: EmbeddingOptions.options,
  examples: [
    (
      "ls family/*.jpg | fc-landmarks | fc-embed | fc-kmeans -k 4 --on embedding | fc-render > "
        + "family.html",
      "A page of four persons:"
    ),
    (
      "fc-embed party/*.jpg | fc-whispers --apart > persons.ndjson",
      "Nobody knows how many persons there are:"
    ),
  ],
  modelFolders: EmbeddingOptions.modelFolders, defaults: EmbeddingOptions(),
  modelFiles: \.modelFiles, versionDetails: decoderDetails)

command.main { options, run in
  let predictor = options.landmarks.predictor()
  let embedder = options.embedder()
  try run.eachPhoto(
    fields: EmbeddingStage.fields, owned: [EmbeddingStage.field],
    takesDamaged: options.landmarks.detection.takesDamaged
  ) {
    let stage = EmbeddingStage(options, predictor, embedder)
    return { photo, output in try stage.eachFace(of: photo, into: &output) }
  }
}
