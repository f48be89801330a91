import Filter
import PhotoStages
import Records
import Vision

struct Options: Sendable {
  var model = "hairline"
}

let command = Command(
  name: "fc-points", summary: "faces to points that the 68 landmarks do not have", input: .photos,
  description: [
    "Adds to each record the points of a trained model, in px of the upright photo: by default "
      + "\"hairline\", 11 points [x, y] where the hair begins, from the temple on the picture's "
      + "left over the middle of the forehead to the other. A model that fc-train made has a field "
      + "of its own.",
    "\"hairline_spread\" tells how far ten predictions from slightly other places lie apart, in "
      + "distances between the eyes. Where there is nothing to trust, the points are null and "
      + "\"hairline_reason\" says why: \"cut-off\" (the picture ends there) or \"unclear\" (the "
      + "predictions disagree: bald, shaved or covered). Needs records with \"path\" and "
      + "\"landmarks\".",
  ],
  options: [
    .parsed(
      "model", "hairline|FILE", \.model, choices: ["hairline"], default: "hairline",
      "Which points: the hairline's, or those of a model that fc-train made"
    ) { (given) throws(UsageError) in given }
  ],
  examples: [
    (
      "ls faces/*.jpg | fc-landmarks | fc-points > points.ndjson",
      "Where does the hair begin?"
    ),
    ("fc-points --model lobes.model faces.ndjson", "Points of your own, learned by fc-train:"),
  ],
  modelFolders: ["/usr/share/face-clustering"], defaults: Options(),
  versionDetails: decoderDetails)

command.main { options, run in
  let model = try PointModelFile.open(options.model)
  let fields = model.fields
  try run.eachPhoto(fields: ["landmarks"] + fields, owned: fields) {
    { photo, output in
      let landmarks = try photo.landmarks()
      let opened = try photo.photo()
      let found = try failing { () throws(VisionError) in
        try model.points(in: opened, landmarks: landmarks)
      }
      photo.record.set(found, of: model)
      output.write(photo.record)
    }
  }
}
