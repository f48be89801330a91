import FaceRecords
import Filter
import Measures
import Records

struct Options {
  var base = Base.jaw
  var measures = Measure.eight
  var list = false
}

let command = Command(
  name: "fc-normalize", summary: "68 points to measures of a face that do not depend on its size",
  input: .records,
  description: [
    "Adds to each record with \"landmarks\" the field \"features\" {name: number}, and the pose in degrees: "
      + "\"roll\" (positive is "
      + "clockwise) and \"yaw\" (positive where the nose points to the picture's right; estimated from the nose "
      + "tip's place between the "
      + "outer corners of the eyes, good for setting turned faces aside, no measurement). Lengths are divided "
      + "by the base."
  ],
  options: [
    .choice(
      "base", "BASE", \.base, standard: .jaw,
      "Divide lengths by this: jaw width, distance of the eyes, or height of the face"),
    .parsed(
      "features", "NAME,...|stable|all", \.measures, standard: "the first eight of --list",
      "The measures to add: names that --list shows; stable, those that repeat best from photo to photo; or all",
      measures(named:)),
    .flag("list", \.list, "Print name, formula and meaning of each measure, and exit"),
  ],
  examples: [
    ("ls faces/*.jpg | fc-landmarks | fc-normalize > faces.ndjson", "The features of all faces in a folder:"),
    ("fc-normalize --features nose_size,jaw_roundness points.ndjson", "Two measures only:"),
    ("fc-normalize points.ndjson | jq -c 'select(.yaw // 0 | fabs < 15)'", "Leave turned faces out:"),
  ],
  defaults: Options(), needsNoInput: \.list)

func measures(named list: String) throws(UsageError) -> [Measure] {
  if list == "all" { return Measure.all }
  if list == "stable" { return Measure.stable }
  var chosen: [Measure] = []
  for name in list.split(separator: ",").map(String.init) where !chosen.contains(where: { $0.name == name }) {
    guard let measure = Measure.named(name) else {
      throw UsageError("there is no measure '\(name)': fc-normalize --list shows them all")
    }
    chosen.append(measure)
  }
  guard !chosen.isEmpty else { throw UsageError("--features wants at least one name: fc-normalize --list shows them") }
  return chosen
}

command.main { options, run in
  if options.list {
    for measure in Measure.all {
      run.output.text.append("\(measure.name)\t\(measure.formula)\t\(measure.meaning)\n")
    }
    return
  }
  let owned = ["features", Base.field, "roll", "yaw"]
  let record = Record.forStage(["landmarks"] + owned)
  let (measures, base) = (options.measures, options.base)
  let names = measures.map(\.name)
  let hasLengths = !measures.allSatisfy(\.isRatio)
  try run.eachRecord(run.recordInput(), record, owned: owned) { record in
    let landmarks = try record.landmarks()
    let values: [Double]
    do throws(DegenerateFace) {
      values = try features(of: landmarks, measures, over: base)
    } catch {
      throw InputFailure("degenerate", "the points make no face: \(error.reason)")
    }
    record.set("features") { text in
      text.object(values.indices, name: { names[$0] }) { $0.fixed(values[$1], decimals: 6) }
    }
    record.setBase(hasLengths ? base : .assumed)
    let pose = Pose(landmarks)
    record.set("roll") { $0.fixed(pose.roll, decimals: 2) }
    record.set("yaw") { $0.fixed(pose.yaw, decimals: 2) }
  }
}
