import DrawnFaces
import Filter
import Records

struct Options: Sendable {
  var count = 60
  var types = 0
  var shift = 1.2
  var within = 0.5
  var size = 400
  var seed = 0
  var folder: String?
}

let command = Command(
  name: "fc-synth", summary: "draws faces with known proportions", input: .nothing,
  severalAtOnce: "photos",
  description: [
    "Draws portraits as JPEG files in a folder, and prints one record per face: \"path\", \"type\" "
      + "(the planted face type, with --types), \"planted\" (the proportions that it was drawn "
      + "with, in jaw widths), and \"planted_hairline\" (11 points [x, y] along the hairline, in "
      + "px, from temple to temple). The same options give the same files, byte for byte."
  ],
  options: [
    .integer("count", \.count, in: 0...1_000_000, default: "60", "The number of faces to draw"),
    .parsed(
      "types", "T", \.types, choices: ["0", "2", "3", "4"], default: "0",
      "The number of planted face types, which take turns; 0 for none"
    ) {
      (given) throws(UsageError) in
      guard let types = Int(given), [0, 2, 3, 4].contains(types) else {
        throw UsageError("--types takes 0, 2, 3 or 4, not '\(given)'")
      }
      return types
    },
    .number(
      "shift", "X", \.shift, in: FaceParameters.shifts, default: "1.2",
      "How far apart the types are, in standard deviations of each proportion"),
    .number(
      "within", "X", \.within, in: FaceParameters.spreads, default: "0.5",
      "How much the faces of one type differ, in the same unit"),
    .integer(
      "size", \.size, argument: "PX", in: FaceParameters.sizes, default: "400",
      "Width and height of a photo; below 140 px detectors miss faces"),
    .integer("seed", \.seed, in: 0...Int.max, default: "0", "Another seed draws other faces"),
    .text("out", "DIR", \.folder, "The folder for the photos; created if it is missing"),
  ],
  examples: [
    (
      "fc-synth --types 4 --count 60 --out drawn | fc-landmarks | fc-normalize | fc-kmeans -k 4 | "
        + "fc-render > drawn.html",
      "Can the pipeline recover four planted types?"
    ),
    (
      "fc-synth --count 1000 --size 200 --out many > many.ndjson",
      "A thousand small faces without types:"
    ),
  ],
  defaults: Options())

command.main { options, run in
  guard let folder = options.folder else {
    throw UsageError("where do the photos go? give --out DIR")
  }
  try makeFolder(folder)
  let plan = FacePlan(
    count: options.count, types: options.types, seed: UInt64(options.seed), shift: options.shift,
    within: options.within
  )
  let digits = max(4, String(max(0, options.count - 1)).count)
  @Sendable func path(of number: Int) -> String {
    let name = String(number)
    return "\(folder)/face-\(String(repeating: "0", count: digits - name.count))\(name).jpg"
  }
  // Checked before anything is drawn.
  if run.output.filePath != nil {
    for number in 0..<options.count { try run.claims.check(path(of: number)) }
  }
  try run.eachNumber(below: options.count, unit: "photos") {
    { number, output in
      let face = plan[number]
      let path = path(of: number)
      try writeFile(path, try face.parameters.draw(size: options.size).jpeg())
      output.append("{\"path\":")
      output.string(path)
      if let type = face.type {
        output.append(",\"type\":")
        output.integer(type)
      }
      output.append(",\"planted\":")
      output.object(face.parameters.planted, name: \.name) { $0.fixed($1.value, decimals: 6) }
      output.append(",\"planted_hairline\":")
      output.points(face.parameters.hairline(size: options.size))
      output.append("}\n")
    }
  }
}
