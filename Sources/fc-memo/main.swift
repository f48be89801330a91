import Filter
import Memo

let command = Command(
  name: "fc-memo", summary: "keep what a stage answers, and run it only for what is new",
  input: .command,
  description: [
    "Passes on what COMMAND would write for the same input, byte for byte, but runs it only for "
      + "photos and records whose answers the file STORE does not hold. Each answer is kept as "
      + "soon as it is finished: whatever ends a run, the next one goes on there.",
    "An answer is kept for the same line of input, the same photo (size and time of the last "
      + "change), the same program (its file) with the same arguments and files that these name, "
      + "the same $FC_MODELS, and for programs of this project the same models. What may pass is "
      + "asked again: photos that cannot be read, memory that is short, internal errors, and "
      + "photos that change meanwhile. What a script runs in turn is not looked at: name it with "
      + "--depends.",
    "COMMAND is any program that reads records from standard input, writes records in the same "
      + "order, one per line, and keeps fields that it does not know: a field of ours travels with "
      + "each record, and is taken out again. A path on a line of its own goes to it as "
      + "{\"path\":...}. Its answer to a record must depend on that record alone: fc-kmeans and "
      + "others that need all records are refused.",
    "One run at a time uses a store. It is made for its owner alone, and stays until you remove "
      + "it.",
  ],
  options: [
    .choice(
      "by", "HOW", \.sameness, default: .time,
      "A file is the same by the time of its last change and its size, or by its content, "
        + "which is read for that"
    ),
    .texts(
      "depends", "FILE", \.depends, "The answers depend on FILE too; may be given more than once"),
    .flag("prune", \.prunes, "At the end, take out of STORE what this run did not use"),
    .parsed(
      "max-size", "SIZE", \.maximumSize,
      "Keep at most SIZE bytes (1000000, 500M, 2G): at the end, what this run did not use goes "
        + "first, then the oldest",
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
      "Any filter of single records:"
    ),
  ],
  defaults: MemoOptions())

/// Reads a number of bytes.
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
