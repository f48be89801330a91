import Filter
import Memo

let command = Command(
  name: "fc-memo", summary: "keep a stage's answers, and run it only for new input",
  input: .command,
  description: [
    "Prints exactly what COMMAND would print for the same input, but runs it only for photos and "
      + "records whose answers are not yet in the file STORE. Each answer is stored as soon as it "
      + "is finished: whatever ends a run, the next one goes on from there.",
    "A stored answer is used when all of this is the same: the line of input, the photo (size "
      + "and time of the last change), the program (its file), its arguments and the files that "
      + "they name, $FC_MODELS and, for programs of this project, the models. Failures that may be "
      + "temporary are tried again: photos that cannot be read or that change meanwhile, lack of "
      + "memory, internal errors. If COMMAND is a script, changes to the programs that it runs go "
      + "unnoticed: name them with --depends.",
    "COMMAND is any program that reads records from standard input, writes records in the same "
      + "order, one per line, and keeps fields that it does not know: fc-memo adds a field to each "
      + "record, and removes it again. A path on a line of its own is sent as {\"path\":...}. The "
      + "answer to a record must depend on that record alone: fc-kmeans and other programs that "
      + "need all records are refused.",
    "Only one run at a time can use a store. Only its owner can read it, and it stays until "
      + "you remove it.",
  ],
  options: [
    .choice(
      "by", "HOW", \.sameness, default: .time,
      "Compare files by size and time of the last change, or by content, which reads all of "
        + "each file"
    ),
    .texts(
      "depends", "FILE", \.depends, "The answers also depend on FILE; may be given more than once"),
    .flag("prune", \.prunes, "At the end, remove from STORE what this run did not use"),
    .parsed(
      "max-size", "SIZE", \.maximumSize,
      "Keep at most SIZE bytes (1000000, 500M, 2G): at the end, remove what this run did not "
        + "use, then the oldest",
      size),
  ],
  examples: [
    (
      "ls faces/*.jpg | fc-memo landmarks.memo fc-landmarks --boxes 3 | fc-normalize > "
        + "faces.ndjson",
      "Only photos that are new or changed are read:"
    ),
    (
      "fc-memo embed.memo fc-embed < landmarks.ndjson > family.ndjson",
      "Descriptors are computed once:"
    ),
    (
      "fc-memo --prune own.memo jq -c '.name = \"Ann\"' < faces.ndjson",
      "Any filter that handles records one by one:"
    ),
  ],
  defaults: MemoOptions())

/// Parses a number of bytes.
func size(_ given: String) throws(UsageError) -> Int? {
  let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
  let unit = given.last.flatMap { units[$0] }
  guard let number = Int(unit == nil ? given[...] : given.dropLast()), number > 0,
    number < 1 << 22 || unit == nil
  else {
    throw UsageError(
      "--max-size takes a number of bytes such as 1000000, 500M or 2G, not '\(given)'")
  }
  return number * (unit ?? 1)
}

command.main { options, run in try remember(options, run) }
