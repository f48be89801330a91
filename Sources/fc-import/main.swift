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
  name: "fc-import", summary: "points that other tools found, or hands placed, to records",
  input: .files(
    operand: "FILE", plural: "files",
    sentence: "Reads the FILEs, or those whose paths stand on standard input, a path per line: "
      + "webmorph's templates (.tem), tpsDig's TPS, or OpenFace's tables (.csv)."),
  passesRecords: false,
  description: [
    "Prints a record for each face: \"path\", the photo's, and \"landmarks\" where there are 68 "
      + "points in iBUG's order, as OpenFace has them, else \"points\", in px from the photo's "
      + "upper left corner: so what a hand placed can be measured and clustered like what "
      + "fc-landmarks found.",
    "A template's photo is the file beside it with the same name but for what stands behind the "
      + "last dot; TPS tells its photo in IMAGE=. y goes up in TPS: --height says from where.",
  ],
  options: [
    .choice(
      "format", short: "f", "FORMAT", \.format, default: .auto,
      "What the files are; auto goes by what stands behind the last dot"),
    .parsed(
      "height", "PX", \.height, default: nil,
      "How high the photos of a TPS file are, from whose lower edge y goes up; without it y must "
        + "be below 0, as webmorphR writes it",
      { given throws(UsageError) in
        guard let height = Double(given), height > 0, height < 1e6 else {
          throw UsageError("--height takes a number of pixels, not '\(given)'")
        }
        return height
      }),
    .text("field", "FIELD", \.field, "Put the points into this field, whatever they are"),
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
