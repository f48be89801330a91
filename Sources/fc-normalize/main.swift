import Filter
import LandmarkRecords
import MeasureRecords
import Measures
import Records
import Spelling

struct Options {
  var base = Base.jaw
  var measures = MeasureChoice.named(Measure.eight)
  var measuresFile: String?
  var list = false
}

let command = Command(
  name: "fc-normalize", summary: "68 points to measures of a face that are independent of its size",
  input: .records,
  description: [
    "Adds to each record with \"landmarks\" the field \"features\" {name: number}, and the pose in "
      + "degrees: \"roll\" (positive is clockwise) and \"yaw\" (positive where the nose points to "
      + "the right of the picture). Yaw is estimated from where the tip of the nose is between the "
      + "outer corners of the eyes: good enough to set turned faces aside, but not a measurement. "
      + "Lengths are divided by the base. A measure that cannot be taken is null."
  ],
  options: [
    .choice(
      "base", "BASE", \.base, default: .jaw,
      "Divide lengths by this: width of the jaw, distance between the eyes, or height of the face"),
    .parsed(
      "features", "NAME,...|none|stable|looks|all", \.measures,
      default: "the first eight of --list",
      "The measures to add: names that --list shows; none (only those of --measures); stable, "
        + "those that repeat best from photo to photo; looks, those that make-up artists have "
        + "words for; or all. The last two leave out measures whose points the first record lacks, "
        + "such as the hairline that fc-points adds",
      measures(named:)
    ).offering(Measure.all.map(\.name) + ["none", "stable", "looks", "all"], asList: true),
    .text(
      "measures", "FILE", \.measuresFile,
      "Add measures of your own, one per line: name = |27-33|, divided by the base, or name = "
        + "|(36..41)-lobe[0]| / |31-35|. A point is one of the 68, one from a field such as lobe, "
        + "or the mean of several in parentheses: (37+38), (36..41). Lengths can be added: |0-1| + "
        + "|1-2|"),
    .flag("list", \.list, "Print the name, formula and meaning of each measure, and exit"),
  ],
  examples: [
    (
      "ls faces/*.jpg | fc-landmarks | fc-normalize > faces.ndjson",
      "The features of all faces in a folder:"
    ),
    ("fc-normalize --features nose_size,jaw_roundness points.ndjson", "Two measures only:"),
    (
      "fc-landmarks faces/*.jpg | fc-points | fc-normalize --features looks > faces.ndjson",
      "The measures that fc-describe and fc-looks use:"
    ),
    (
      "fc-normalize points.ndjson | jq -c 'select(.yaw // 0 | fabs < 15)'",
      "Leave turned faces out:"
    ),
  ],
  defaults: Options(), needsNoInput: \.list,
  modelFiles: { [$0.measuresFile].compactMap { $0 } })

func measures(named list: String) throws(UsageError) -> MeasureChoice {
  switch list {
  case "all": return .possible(Measure.all, isReported: false)
  case "looks": return .possible(Measure.looks, isReported: true)
  case "stable": return .named(Measure.stable)
  case "none": return .named([])
  default: break
  }
  var chosen: [Measure] = []
  for name in list.split(separator: ",").map(String.init)
  where !chosen.contains(where: { $0.name == name }) {
    guard let measure = Measure.named(name) else {
      let likely = likelySpellings(
        of: name, among: Measure.all.map(\.name) + ["all", "looks", "stable"])
      let meant = likely.isEmpty ? ":" : ": did you mean \(listed(likely))?"
      throw UsageError("unknown measure '\(name)'\(meant) fc-normalize --list shows them all")
    }
    chosen.append(measure)
  }
  guard !chosen.isEmpty else {
    throw UsageError("--features needs at least one name: fc-normalize --list shows them")
  }
  return .named(chosen)
}

command.main { options, run in
  let owned = ["features", Base.field, "roll", "yaw"]
  let own = try options.measuresFile.map { try ownMeasures(path: $0, reserved: owned) } ?? []
  if options.list {
    for measure in Measure.all + own {
      run.output.text.append("\(measure.name)\t\(measure.formula)\t\(measure.meaning)\n")
    }
    return
  }
  if case .named(let chosen) = options.measures, chosen.isEmpty, own.isEmpty {
    throw UsageError("--features none leaves no measures: give a file of your own with --measures")
  }
  let taker = MeasureTaker(options.measures, own: own, over: options.base)
  let record = Record.forStage(taker.fields + owned)
  try run.eachRecord(run.recordInput(), record, owned: owned) { record in
    let lacksLandmarks = !taker.needsLandmarks && !record.holds("landmarks")
    let landmarks = lacksLandmarks ? nil : try record.landmarks()
    let values = try taker.values(of: record, landmarks, note: run.note)
    record.set("features") { text in
      text.object(values.indices, name: { taker.names[$0] }) { text, index in
        text.optional(values[index]) { $0.fixed($1, decimals: 6) }
      }
    }
    record.setBase(taker.hasLengths ? options.base : .assumed)
    guard let landmarks else { return }
    let pose = Pose(landmarks)
    record.set("roll") { $0.fixed(pose.roll, decimals: 2) }
    record.set("yaw") { $0.fixed(pose.yaw, decimals: 2) }
  }
}
