import Filter
import MeasureRecords
import Measures
import Records
import Words

struct Options {
  var looks: String?
  var least = 0.6
  var norms: String?
  var list = false
  var learn = false
}

let command = Command(
  name: "fc-looks", summary: "words and measures to the look that fits best", input: .records,
  description: [
    "Adds to each record \"look\", the look from a list that fits the face best, \"fit\", "
      + "\"next_look\" and \"why\", those words of the look that the face has. The list is a "
      + "handwritten text with one look per line: \"soft: big forehead, rounded jaw, small nose\"; "
      + "lines that begin with # are comments. Or JSON: {\"soft\":[\"big forehead\",\"rounded "
      + "jaw\"]}.",
    "The fit is the mean, over the look's words, of how far each applies to the face, 0 ... 1. A "
      + "word that fc-describe gave counts 1, its opposite 0; another word counts the share of "
      + "people whom the face surpasses in the word's direction: 0.5 is average. A word whose "
      + "measure is null is left out; so is a look with fewer than half of its words left. If no "
      + "look fits by at least --least, \"look\" is null, and \"next_look\" is the nearest one.",
    "The people are those behind \"scores\" (fc-describe --scores), if a record has them; "
      + "otherwise those of the input, which is then read whole first. With --norms they are those "
      + "of that file, and records are handled as they come.",
  ],
  options: [
    .text("looks", "FILE", \.looks, "The list of looks"),
    .number(
      "least", "FIT", \.least, in: 0...1, default: "0.6",
      "The minimum fit of a look, and the minimum for a word to be listed in \"why\""),
    .text("norms", "FILE", \.norms, "Compare with the people that fc-describe --norms-out saved"),
    .flag("list", \.list, "Print each word, its measure and its synonyms, and exit"),
    .flag(
      "learn", \.learn,
      "Print a list to start from: what distinguishes each cluster of the input, in words"),
  ],
  examples: [
    ("fc-describe faces.ndjson | fc-looks --looks looks.txt", "The look of each face:"),
    ("fc-looks --list", "The words that a list can use:"),
    ("fc-kmeans -k 4 faces.ndjson | fc-looks --learn > looks.txt", "Clusters as looks:"),
  ],
  defaults: Options(), needsNoInput: \.list,
  needsAllRecords: {
    $0.norms == nil ? "without --norms it compares each face with all records" : nil
  },
  modelFiles: { [$0.looks, $0.norms].compactMap { $0 } })

func addLooks(_ matcher: LookMatcher, _ options: Options, _ run: Run) throws {
  let owned = ["look", "fit", "next_look", "why"]
  let record = Record.forStage(WordDegrees.fields + owned)
  let given = try options.norms.map { try NormsFile(path: $0) }
  let reader = given.map { MeasureReader(names: $0.norms.names, base: $0.base) } ?? MeasureReader()
  let input = run.recordInput(isReplayed: given == nil)
  let file =
    try given
    ?? run.gatherNorms(input, record, reader, needsMeasures: false) { record, _ in
      try WordDegrees.check(record)
    }
  let degrees = WordDegrees(matcher.words, file.norms, reader, usesScores: given == nil)
  let names = matcher.looks.map(\.name)
  try run.eachRecord(input, record, owned: owned, pass: given == nil ? .deliver : .only) { record in
    record.set(matcher.match(try degrees.degrees(of: record)), names, least: matcher.least)
  }
}

command.main { options, run in
  if options.list { return run.output.text.listOfWords() }
  switch (options.looks, options.learn) {
  case (let path?, false):
    try addLooks(LookMatcher(try looks(path: path), least: options.least), options, run)
  case (nil, true): try learnLooks(run)
  case (nil, false):
    throw UsageError("give a list of looks with --looks FILE; --learn prints one to start from")
  case (_?, true): throw UsageError("--looks reads a list, --learn prints one: give only one")
  }
}
