import Filter
import MeasureRecords
import Measures
import Records
import VectorRecords
import Words

struct Options {
  var rule = WordRule()
  var norms: String?
  var normsOut: String?
  var within: String?
  var scores = false
}

let command = Command(
  name: "fc-describe", summary: "measures to words, such as big forehead", input: .records,
  description: [
    "Adds \"words\" to each record with \"features\": how the face differs from the people it is "
      + "compared with, strongest first, such as [\"big forehead\",\"small nose\"]. A word is used "
      + "only if the face is beyond the --beyond quantile of these people, and another photo of "
      + "the person would be too, with a probability of at least --sure: measures differ in how "
      + "well they repeat. fc-looks --list shows all words and what they measure.",
    "Faces are compared with the people of the input, which is then read whole before the first "
      + "record is written; or, with --norms, with the people of that file, and records are "
      + "described as they come. A measure that is null gives no word.",
  ],
  options: [
    .number(
      "beyond", "Q", \.rule.beyond, in: 0.5...0.999, default: "0.8",
      "The share of people whom a face must surpass for a word"),
    .number(
      "sure", "P", \.rule.sure, in: 0...1, default: "0.9",
      "How probable it must be that another photo would give the same word; 0 allows any"),
    .text("norms", "FILE", \.norms, "Compare with the people that --norms-out saved in FILE"),
    .text("norms-out", "FILE", \.normsOut, "Save the norms of this input's people in FILE"),
    .text(
      "within", "FILE", \.within, default: "built in",
      "How measures vary between photos of one person, as written by fc-repeat --covariance-out"),
    .flag(
      "scores", \.scores,
      "Add \"scores\" {measure: share of people below, 0 ... 1}; null where the measure is"),
  ],
  examples: [
    (
      "ls faces/*.jpg | fc-landmarks | fc-points | fc-normalize --features looks | fc-describe",
      "Each face in words:"
    ),
    (
      "fc-describe --norms-out people.json faces.ndjson > described.ndjson",
      "Save the norms of these people:"
    ),
    ("tail -f new.ndjson | fc-describe --norms people.json", "Compare new faces with them:"),
  ],
  defaults: Options(),
  needsAllRecords: {
    $0.norms == nil ? "without --norms it compares each face with all records" : nil
  },
  modelFiles: { [$0.norms, $0.within].compactMap { $0 } })

command.main { options, run in
  guard options.norms == nil || options.normsOut == nil else {
    throw UsageError(
      "--norms reads norms from a file, --norms-out makes them from the input: give only one")
  }
  let within = try options.within.map { try WithinPersonFile(path: $0) } ?? .builtIn()
  let owned = ["words", "scores"]
  let record = Record.forStage(MeasureReader.fields + owned)
  let given = try options.norms.map { try NormsFile(path: $0) }
  let reader = given.map { MeasureReader(names: $0.norms.names, base: $0.base) } ?? MeasureReader()
  let normsOut = try options.normsOut.map { try run.outputBeside($0, flag: "--norms-out") }
  let input = run.recordInput(isReplayed: given == nil)
  let file = try given ?? run.gatherNorms(input, record, reader)
  if let normsOut { file.write(to: &normsOut.text) }

  let names = reader.names
  // If words need not repeat, the variation between photos does not matter.
  let spreads =
    try options.rule.asksForRepetition
    ? within.spreads(of: names, base: file.base, note: run.note) : names.map { _ in 0 }
  let describer = Describer(options.rule, file.norms, names: names, within: spreads)
  let pass = given == nil ? Pass.deliver : .only
  try run.eachRecord(input, record, owned: owned, pass: pass) { record in
    let values = try reader.values(of: record)
    record.set("words") { $0.list(describer.words(of: values)) { $0.string($1) } }
    guard options.scores else { return record.remove("scores") }
    let scores = describer.percentiles(of: values)
    record.set("scores") { text in
      text.object(names, scores) { text, score in
        text.optional(score) { $0.fixed($1, decimals: 4) }
      }
    }
  }
}
