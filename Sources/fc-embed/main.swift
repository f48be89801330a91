import FaceGeometry
import Filter
import PhotoStages
import Records
import Threads
import Vision

struct Options: Sendable {
  var model: String?
  var jitter = 0
  var landmarks = LandmarkOptions(modelOption: "landmark-model")
}

let command = Command(
  name: "fc-embed", summary: "faces to 128 numbers that are near for one person", input: .photos,
  description: [
    "Adds to each record \"embedding\": dlib's face descriptor, 128 numbers that the network finds "
      + "in the face, cut out by its landmarks and turned upright. Two faces of one person mostly "
      + "lie less than 0.6 apart, of two persons farther: fc-kmeans --on embedding and fc-whispers "
      + "group them.",
    "Takes records with \"landmarks\"; others get these first, as from fc-landmarks. The network "
      + "needs about 0.01 s a face.",
  ],
  options: [
    .integer(
      "jitter", \.jitter, in: 0...1000, standard: "0",
      "Average over N crops, slightly shifted, turned and mirrored: steadier, and N times "
        + "the work"),
    .text("model", "FILE", \.model, "The face descriptor network"),
  ] + LandmarkOptions.options(modelOption: "landmark-model").map { $0.lifted(\.landmarks) },
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
  modelFolders: LandmarkOptions.modelFolders, defaults: Options(),
  modelFiles: {
    $0.landmarks.modelFiles + [$0.model ?? optionalModelPath(networkName)].compactMap(\.self)
  }, versionDetails: decoderDetails)

let networkName = "dlib_face_recognition_resnet_model_v1.dat"

extension PhotoRecord {
  func setEmbedding(_ landmarks: Landmarks, _ embedder: FaceEmbedder, jitters: Int) throws {
    let photo = try photo()
    let embedding = try failing { () throws(VisionError) in
      try embedder.embedding(of: FaceChip(of: photo, landmarks: landmarks), jitters: jitters)
    }
    record.set("embedding") { text in text.list(embedding) { $0.sevenDigits(Double($1)) } }
  }
}

command.main { options, run in
  let predictor = options.landmarks.predictor()
  let embedder = Shared<FaceEmbedder> {
    let path = try modelPath(
      networkName, given: options.model, option: "--model", system: [], remedy: "run fc-models")
    return try failing(model: path) { () throws(VisionError) in try FaceEmbedder(modelPath: path) }
  }
  try run.eachPhoto(
    fields: LandmarkStage.fields + ["embedding"], owned: ["embedding"],
    takesDamaged: options.landmarks.detection.takesDamaged
  ) {
    let landmarks = LandmarkStage(options.landmarks, predictor)
    return { photo, output in
      try landmarks.eachFace(withLandmarksOf: photo, into: &output) {
        try photo.setEmbedding($0, embedder.get(), jitters: options.jitter)
      }
    }
  }
}
