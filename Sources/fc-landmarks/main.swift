import Filter
import PhotoStages
import Records
import Vision

struct Options: Sendable {
  var detection = DetectionOptions()
  var model: String?
  var boxes = 3
  var packTo: String?
  var packs: Bool { packTo != nil }
}

let command = Command(
  name: "fc-landmarks", summary: "photos, or boxes of faces, to 68 points a face", input: .photos,
  description: [
    "Adds to each record \"landmarks\": 68 points [x, y] in px of the upright photo, in the order of iBUG "
      + "300-W. A record's own \"box\" is "
      + "used where there is one; else faces are looked for first, as fc-detect does.",
    "The points are the median over slightly different boxes, each on the face and on its mirror image, which "
      + "repeats better from photo to "
      + "photo than one prediction. The model's training data (iBUG 300-W) excludes commercial use.",
  ],
  options: [
    .integer(
      "boxes", \.boxes, in: 1...17, standard: "3",
      "Median over N boxes, each also mirrored; 1 is dlib's plain prediction"),
    .text("model", "FILE", \.model, "The 68-point model"),
    .text(
      "pack-model", "FILE", \.packTo,
      "Write the model to FILE in a form that starts 0.3 s sooner, and exit (make models does); it is looked for as "
        + "shape_predictor_68_face_landmarks.packed where models are"),
  ] + DetectionOptions.options.map { $0.lifted(\.detection) },
  examples: [
    ("ls faces/*.jpg | fc-landmarks | fc-normalize > faces.ndjson", "From a folder to features:"),
    (
      "fc-detect --largest *.jpg | fc-landmarks --boxes 1", "dlib's plain prediction on the largest face of each photo:"
    ),
  ],
  modelFolders: LandmarkModel.folders + DetectionOptions.modelFolders, defaults: Options(), needsNoInput: \.packs)

final class Worker: PhotoWorker {
  private let detection: Detection
  private let predictor: Shared<LandmarkPredictor>
  private let boxes: Int
  private let photos = PhotoCache()

  init(_ options: Options, _ predictor: Shared<LandmarkPredictor>) {
    detection = Detection(options.detection)
    self.predictor = predictor
    boxes = options.boxes
  }

  func process(_ record: Record, into output: inout JSONText) throws {
    let photo = try photos.photo(of: record)
    record.setSize(of: photo)
    if let box = try record.box(on: photo) {
      try writeLandmarks(of: record, in: photo, box, to: &output)
      return
    }
    let (faces, count) = try detection.faces(in: photo)
    for face in faces {
      record.resetEdits()
      record.set(face, of: count, in: photo)
      try writeLandmarks(of: record, in: photo, face.face.box, to: &output)
    }
  }

  private func writeLandmarks(of record: Record, in photo: Photo, _ box: Box, to output: inout JSONText) throws {
    let predictor = try predictor.get()
    let points = try failing { () throws(VisionError) in try predictor.landmarks(in: photo, box: box, boxes: boxes) }
    record.set("landmarks") { text in
      text.list(points) { text, point in
        text.list([point.x, point.y]) { $0.fixed($1, decimals: 2) }
      }
    }
    record.write(to: &output)
  }
}

command.main { options, run in
  if let target = options.packTo {
    try LandmarkModel.pack(given: options.model, to: target)
    return
  }
  let predictor = Shared<LandmarkPredictor> { try LandmarkModel.open(given: options.model) }
  // A record with a box keeps it; one whose face cannot be found keeps no old points.
  try run.eachPhoto(fields: ["path"] + Detection.fields + ["landmarks"], owned: ["landmarks"]) {
    Worker(options, predictor)
  }
}
