import Filter
import PhotoStages

let command = Command(
  name: "fc-detect", summary: "photos to the boxes of the faces in them", input: .photos,
  description: [
    "Prints one record per face: \"path\", \"width\" and \"height\" of the upright photo, \"face\" "
      + "(0 is the best) of \"faces\", \"box\" [x, y, width, height] in px, and the detector's "
      + "\"score\". A photo without a face gives a record with an \"error\" of kind no-face.",
    "Records that already have a box are searched again, and all faces of the photo are "
      + "printed: give each photo only once, for example by jq -c 'select(.face == 0)'.",
  ],
  options: DetectionOptions.options,
  examples: [
    (
      "fc-detect faces/*.jpg | fc-landmarks | fc-normalize > faces.ndjson",
      "From boxes to features:"
    ),
    (
      "find . -name '*.jpg' -print0 | fc-detect -0 --search thorough",
      "Small faces too, whatever characters are in the file names:"
    ),
    ("fc-detect group.jpg | jq -c 'select(.box[2] > 100)'", "Faces wider than 100 px:"),
  ],
  modelFolders: DetectionOptions.modelFolders, defaults: DetectionOptions(),
  modelFiles: \.modelFiles, versionDetails: decoderDetails)

command.main { options, run in
  try run.eachPhoto(
    fields: Detection.fields, owned: Detection.fields, takesDamaged: options.takesDamaged
  ) {
    let detection = Detection(options)
    return { photo, output in try detection.eachFace(of: photo, into: &output) }
  }
}
