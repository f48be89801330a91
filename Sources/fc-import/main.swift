import Filter
import Records
import Tables

enum Format: String, CaseIterable {
  case auto, tem, tps, openface
}

struct Options: Sendable {
  var format = Format.auto
  var height: Double?
  var field: String?
}

let command = Command(
  name: "fc-import", summary: "points from other tools, detected or placed by hand, to records",
  input: .files(
    operand: "FILE", plural: "files",
    sentence: "Reads the FILEs, or those named on standard input, one path per line: "
      + "webmorph's templates (.tem), tpsDig's TPS, or OpenFace's tables (.csv)."),
  passesRecords: false,
  description: [
    "Prints one record per face: the photo's \"path\", and the points in px from the photo's "
      + "upper left corner: as \"landmarks\" if there are 68, which are taken to be in iBUG's "
      + "order, as OpenFace has them, otherwise as \"points\". Hand-placed points can thus be "
      + "measured and clustered like those that fc-landmarks finds.",
    "A template's photo is the file beside it with the same name but another extension; a TPS "
      + "file names its photo in IMAGE=. In TPS, y goes up: --height says from where.",
  ],
  options: [
    .choice(
      "format", short: "f", "FORMAT", \.format, default: .auto,
      "The format of the files; auto: by their extensions"),
    .parsed(
      "height", "PX", \.height, default: nil,
      "Height of the photos of a TPS file, where y goes up from the lower edge; without it, y "
        + "must be negative, as webmorphR writes it",
      { given throws(UsageError) in
        guard let height = Double(given), height > 0, height < 1e6 else {
          throw UsageError("--height takes a number of pixels, not '\(given)'")
        }
        return height
      }),
    .text("field", "FIELD", \.field, "Put the points into this field, whatever their number"),
  ],
  examples: [
    (
      "fc-import mine/*.tem | fc-normalize --features none --measures mine.txt | fc-kmeans -k 4 "
        + "> out.ndjson",
      "Hand-placed points, measured and clustered:"
    ),
    ("fc-import --height 1350 digitized.tps > faces.ndjson", "From tpsDig:"),
    ("fc-import openface/*.csv | fc-normalize | fc-render > faces.html", "From OpenFace:"),
  ],
  defaults: Options())

command.main { options, run in
  try run.eachFile(wanted: "names of point files") { path, output in
    for face in try importedFaces(path, options) { output.append(face, options, of: path) }
  }
}
