import Filter
import Glibc
import PhotoStages
import Quiz

struct Options {
  var questions = 60
  var images = QuizImages.embed
  var title: String?
  var seed = 0
  var score = false
  var records: String?
  var table = false
}

let command = Command(
  name: "fc-quiz", summary: "do people see these groups? a quiz of clustered faces, and its score",
  input: .records, severalAtOnce: "photos", passesRecords: false,
  description: [
    "Writes a page that needs nothing beside it and sends nothing anywhere. Each question shows "
      + "three faces, two of one cluster and one of another: which is the odd one? As a control, "
      + "mixed in among them, half of the questions use random groups of the same sizes. Each "
      + "pair of clusters comes up equally often, and no face more often than it must. At its end "
      + "the page tells the result, and saves the answers as NDJSON. Photos are cropped to the "
      + "face and levelled; a question with a photo that is gone shows sketches.",
    "--score reads such answers, of one person or many, and prints one JSON object; a readable "
      + "table with --table or on a terminal. \"clusters\" and \"control\": how many are right, "
      + "the exact interval (Clopper and Pearson 1934), the probability of so many by guessing. "
      + "\"difference\" between both, with Newcombe's interval (1998), and a \"verdict\" in words. "
      + "As answers to one question are alike, and those of one person, each counts for less "
      + "there (\"design_effect\"; Rao and Scott 1992). \"alpha\" is Krippendorff's, the agreement "
      + "between persons; \"answers_needed\" how many more would show a difference of 10 points "
      + "with a power of 80 %.",
    "Pages of other --seed and --questions, made of the same clusters, are one quiz. What does "
      + "not count is counted: answers of an \"other_quiz\", \"repeated\" ones, \"tampered\" ones, "
      + "which do not fit their own check, or not the page that --records makes again, and the "
      + "other answers of who has such (\"distrusted\"). \"unfinished\" pages count as far as they "
      + "go.",
    "That people see groups does not make them natural types: k-means puts alike faces together "
      + "also where there are none. fc-elbow says whether there are.",
  ],
  options: [
    .integer(
      "questions", \.questions, in: 2...1000, default: "60", "How many questions the page asks"),
    .choice(
      "images", "HOW", \.images, default: .embed,
      "embed shows photos, average the average of four faces of a group (nobody is shown), none "
        + "sketches"),
    .text(
      "title", "TEXT", \.title, default: "Which face is the odd one?", "The page's title"),
    .integer(
      "seed", \.seed, in: 0...(1 << 53 - 1), default: "0",
      "For the choice of faces, their order and places: another one asks other questions"),
    .flag("score", \.score, "Read answers, and tell what they say"),
    .text(
      "records", "FILE", \.records,
      "With --score: the clustered records that the page was made of, to find answers that do not "
        + "fit"),
    .flag("table", \.table, "With --score: print a table to read"),
  ],
  examples: [
    ("fc-kmeans -k 4 faces.ndjson | fc-quiz > quiz.html", "A page to send to friends:"),
    ("fc-quiz --score answers-*.ndjson", "What they saw:"),
    (
      "fc-quiz --score --records clustered.ndjson answers-*.ndjson | jq -r .verdict",
      "The same, with a look at whether the answers can be true:"
    ),
  ],
  defaults: Options(), needsAllRecords: { _ in "it makes one quiz of all records" },
  versionDetails: decoderDetails)

command.main { options, run in
  if options.score {
    let report = QuizReport(try run.sortedAnswers(records: options.records))
    let isTable = options.table || (run.options.output == nil && isatty(STDOUT_FILENO) == 1)
    if !isTable { run.note(report.judgement.sentence) }
    run.output.text.append(isTable ? report.table : report.json)
  } else {
    guard options.records == nil, !options.table else {
      throw UsageError("\(options.table ? "--table" : "--records") goes with --score")
    }
    try run.writeQuiz(options)
  }
}
