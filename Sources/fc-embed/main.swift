import EmbeddingRecords
import Filter
import PhotoStages

let command = Command(
  name: "fc-embed", summary: "faces to 128 numbers each, close for the same person", input: .photos,
  description: [
    "Adds to each record \"embedding\": dlib's face descriptor, 128 numbers that a network "
      + "computes from the face, cropped and rotated upright by its landmarks. Two faces of the "
      + "same person are mostly less than 0.6 apart, those of different persons farther: use "
      + "fc-kmeans --on embedding or fc-whispers to group them.",
    "Where a record has no \"landmarks\", they are found first, as by fc-landmarks. The network "
      + "takes about 0.01 s per face.",
  ],
  options: EmbeddingOptions.options,
  examples: [
    (
      "ls family/*.jpg | fc-landmarks | fc-embed | fc-kmeans -k 4 --on embedding | fc-render > "
        + "family.html",
      "A page with four persons:"
    ),
    (
      "fc-embed party/*.jpg | fc-whispers --apart > persons.ndjson",
      "When nobody knows how many persons there are:"
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
