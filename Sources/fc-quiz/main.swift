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
  name: "fc-quiz",
  summary: "do people see these groups? a quiz about clustered faces, and its score",
  input: .records, severalAtOnce: "photos", passesRecords: false,
  description: [
    "Writes a self-contained page that sends nothing anywhere. Each question shows three faces, "
      + "two of one cluster and one of another: which is the odd one? As a control, half of the "
      + "questions, mixed in with the others, are about random groups of the same sizes. Each pair "
      + "of clusters comes up equally often, and no face more often than necessary. At the end the "
      + "page shows the result, and saves the answers as NDJSON. Photos are cropped to the face, "
      + "and differences in lighting are evened out; a question with a missing photo shows "
      + "sketches.",
    "--score reads such answers, from one or more people, and prints one JSON object; a readable "
      + "table with --table or on a terminal. \"clusters\" and \"control\" say how many answers "
      + "are right, with the exact interval (Clopper and Pearson 1934) and the probability of so "
      + "many by guessing; \"difference\" compares the two, with Newcombe's interval (1998); "
      + "\"verdict\" is a sentence. As answers to the same question or from the same person are "
      + "not independent, each counts for less in the last two (\"design_effect\"; Rao and Scott "
      + "1992). \"alpha\" is Krippendorff's, the agreement between people; \"answers_needed\" is "
      + "how many more answers would show a difference of 10 points with a power of 80 %.",
    "Pages made from the same clusters with different --seed and --questions are one quiz. Answers "
      + "that are ignored are counted: those to an \"other_quiz\"; \"repeated\" ones; \"tampered\" "
      + "ones, which do not match their checksum, or the page that --records makes again; and the "
      + "other answers of people with tampered ones (\"distrusted\"). The answers of "
      + "\"unfinished\" pages count.",
    "That people see groups does not make them natural types: k-means puts similar faces together "
      + "even where there are no types. fc-elbow says whether there are.",
  ],
  options: [
    .integer(
      "questions", \.questions, in: 2...1000, default: "60", "The number of questions on the page"),
    .choice(
      "images", "HOW", \.images, default: .embed,
      "embed shows photos, average the averages of four faces of a group (so no single person is "
        + "shown), none sketches"),
    .text(
      "title", "TEXT", \.title, default: "Which face is the odd one?", "The page's title"),
    .integer(
      "seed", \.seed, in: 0...(1 << 53 - 1), default: "0",
      "For the choice of faces and their order: another seed asks other questions"),
    .flag("score", \.score, "Read answers, and report what they show"),
    .text(
      "records", "FILE", \.records,
      "With --score: the clustered records that the page was made from, to find answers that do "
        + "not fit"),
    .flag("table", \.table, "With --score: print a readable table"),
  ],
  examples: [
    ("fc-kmeans -k 4 faces.ndjson | fc-quiz > quiz.html", "A page to send to friends:"),
    ("fc-quiz --score answers-*.ndjson", "What they saw:"),
    (
      "fc-quiz --score --records clustered.ndjson answers-*.ndjson | jq -r .verdict",
      "The same, checking whether the answers are genuine:"
    ),
  ],
  defaults: Options(), needsAllRecords: { _ in "it makes one quiz from all records" },
  versionDetails: decoderDetails)

command.main { options, run in
  if options.score {
    let report = QuizReport(try run.sortedAnswers(records: options.records))
    let isTable = options.table || (run.options.output == nil && isatty(STDOUT_FILENO) == 1)
    if !isTable { run.note(report.judgement.sentence) }
    run.output.text.append(isTable ? report.table : report.json)
  } else {
    guard options.records == nil, !options.table else {
      throw UsageError("\(options.table ? "--table" : "--records") needs --score")
    }
    try run.writeQuiz(options)
  }
}
