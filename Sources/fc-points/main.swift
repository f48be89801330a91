import Filter
import PhotoStages
import Records
import Vision

struct Options: Sendable {
  var model = "hairline"
}

let command = Command(
  name: "fc-points", summary: "faces to points that the 68 landmarks do not include",
  input: .photos,
  description: [
    "Adds to each record the points of a trained model, in px of the upright photo: by default "
      + "\"hairline\", 11 points [x, y] where the hair begins, from the temple on the picture's "
      + "left over the middle of the forehead to the other temple. --model template finds "
      + "\"template\", webmorph's 189 points, which fc-table writes as .tem with their lines. A "
      + "model made by fc-train has its own field name.",
    "\"hairline_spread\" says how much ten predictions from slightly different positions differ, "
      + "in eye distances. If the points cannot be trusted, they are null, and "
      + "\"hairline_reason\" says why: \"cut-off\" (the picture ends there) or \"unclear\" (the "
      + "predictions disagree: bald, shaved or covered). Needs records with \"path\" and "
      + "\"landmarks\".",
  ],
  options: [
    .parsed(
      "model", "hairline|template|FILE", \.model, choices: PointModelFile.names,
      default: "hairline",
      "The points to find: the hairline, webmorph's, or those of a model made by fc-train"
    ) { (given) throws(UsageError) in given }
  ],
  examples: [
    (
      "ls faces/*.jpg | fc-landmarks | fc-points > points.ndjson",
      "Where the hair begins:"
    ),
    (
      "fc-landmarks faces/*.jpg | fc-points --model template | fc-table -f tem --points template "
        + "--out templates",
      "For webmorph:"
    ),
    ("fc-points --model lobes.model faces.ndjson", "Your own points, learned by fc-train:"),
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
