import Clustering
import Filter
import NumberText
import Records
import VectorRecords

struct Options {
  var labels = LabelOptions()
  var field: String?
  var covarianceOut: String?
  var table = false
}

let command = Command(
  name: "fc-repeat", summary: "how well each measure repeats from photo to photo of one person",
  input: .records, passesRecords: false,
  description: [
    "Reads records with known names, of people with two or more photos each, and prints one record "
      + "per measure, the most repeatable first: \"measure\", \"icc\" (intraclass correlation: 1 "
      + "repeats perfectly, 0 does not distinguish people), \"form\" (ICC(2,1) if all have the "
      + "same number of photos, else ICC(1,1); Shrout and Fleiss 1979), \"people\" and \"photos\".",
    "--covariance-out saves how much the measures vary within persons, for the option --scale "
      + "within:FILE of other programs.",
  ],
  options: LabelOptions.options.map { $0.lifted(\.labels) } + [
    .field(\.field, "The field with the measures"),
    .text("covariance-out", "FILE", \.covarianceOut, "Save the within-person covariance in FILE"),
    .flag("table", \.table, "Print a readable table instead of records"),
  ],
  examples: [
    (
      "fc-repeat --label-from-path '([^/]*)/[^/]*$' --table faces.ndjson",
      "Which measures repeat? The folder is "
        + "the person:"
    ),
    (
      "fc-repeat --label name --covariance-out mine.json faces.ndjson",
      "Learn from your own photos, for --scale "
        + "within:mine.json:"
    ),
  ],
  defaults: Options(), needsAllRecords: { _ in "it compares all records of a person" })

struct Repeatability {
  let measure: String
  let icc: Double?
  let form: String
}

command.main { options, run in
  guard let source = try options.labels.source() else {
    throw UsageError("whose photos are they? give --label FIELD or --label-from-path REGEX")
  }
  let covarianceOut = try options.covarianceOut.map {
    try run.outputBeside($0, flag: "--covariance-out")
  }
  let reader = VectorReader(field: options.field ?? "features")
  let faces = try run.gatherLabelled(reader, LabelReader(source))
  guard let names = reader.names else { throw Fatal("\(reader.field) has no named measures") }
  guard
    let file = WithinPersonFile(
      faces.vectors, names: names, base: reader.base, people: faces.labels)
  else {
    throw Fatal(
      "nobody has two photos, so the variation between photos of one person cannot be measured")
  }

  let vectors = faces.vectors.inColumnUnits()
  let twoWay = IntraclassCorrelation.twoWay(vectors, people: faces.labels)
  let oneWay = IntraclassCorrelation.oneWay(vectors, people: faces.labels)
  let isBalanced = Set(Dictionary(grouping: faces.labels) { $0 }.values.map(\.count)).count == 1
  let rows = names.indices.map { index in
    Repeatability(
      measure: names[index], icc: isBalanced ? twoWay[index] : oneWay[index],
      form: isBalanced ? "ICC(2,1)" : "ICC(1,1)"
    )
  }.sorted { ($0.icc ?? -2) > ($1.icc ?? -2) }

  for row in rows {
    if options.table {
      run.output.text.append("\(rounded(row.icc))  \(visible(row.measure))\n")
    } else {
      write(row, file, to: &run.output.text)
    }
  }
  if options.table {
    run.output.text.append(
      "\(rows.first?.form ?? ""), \(file.people) people, \(file.photos) "
        + "photos\n")
  }
  if let covarianceOut { file.write(to: &covarianceOut.text) }
}

func rounded(_ icc: Double?) -> String {
  guard let icc else { return "   -" }
  let text = decimalText(icc, places: 2)
  return text.hasPrefix("-") ? text : " " + text
}

func write(_ row: Repeatability, _ file: WithinPersonFile, to text: inout JSONText) {
  text.append("{\"measure\":")
  text.string(row.measure)
  text.append(",\"icc\":")
  text.optional(row.icc) { $0.sevenDigits($1) }
  text.append(",\"form\":\"\(row.form)\",\"people\":\(file.people),\"photos\":\(file.photos)}\n")
}
