import FaceGeometry
import Filter
import LandmarkRecords
import Records
import Tables

enum Format: String, CaseIterable {
  case csv, tsv, tps, tem, openface
}

struct Options {
  var format = Format.csv
  var fields: [String] = []
  var points: String?
  var folder: String?
}

let command = Command(
  name: "fc-table", summary: "records to tables and point files of other tools", input: .records,
  description: [
    "csv (RFC 4180, but with Unix line ends) and tsv have one row per record, failed ones with "
      + "their error.kind and error.message. A column's name is the path to its value, joined by "
      + "dots, as in features.nose_size and box.0. Numbers are written as in the record; nulls and "
      + "missing values are empty. There is a column for every value found in any record, so "
      + "records are read twice.",
    "tps is tpsDig's text format, read by R's geomorph and Morpho; y goes up from the photo's "
      + "lower edge (without \"height\" it is negative, as in webmorphR). openface has that "
      + "program's column names. tem writes a webmorph template for each face into the folder "
      + "--out, named after its photo (name.tem; name-1.tem for its second face).",
  ],
  options: [
    .choice("format", short: "f", "FORMAT", \.format, default: .csv, "The output format"),
    .parsed(
      "fields", "LIST", \.fields, default: "all but long lists",
      "Only these fields and what is nested in them, in this order, as in path,cluster,features",
      { given throws(UsageError) in
        let fields = given.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !fields.contains("") else { throw UsageError("--fields has an empty name") }
        return fields
      }
    ).offering(
      ["path", "face", "box", "features", "cluster", "margin", "name", "look", "embedding"],
      asList: true),
    .text(
      "points", "FIELD", \.points, default: "landmarks",
      "The field with the points for tps and tem"
    ).offering(["landmarks", "hairline", "points"]),
    .text("out", "DIR", \.folder, "The folder for tem; created if it is missing"),
  ],
  examples: [
    ("fc-table clustered.ndjson > faces.csv", "For R, pandas or a spreadsheet:"),
    (
      "fc-table -f tsv --fields path,cluster,margin clustered.ndjson | sort -t $'\\t' -k 3 | head",
      "The faces nearest to a border between clusters:"
    ),
    ("fc-landmarks faces/*.jpg | fc-table -f tps > faces.tps", "For geomorph:"),
    ("fc-landmarks faces/*.jpg | fc-table -f tem --out templates", "For webmorph:"),
  ],
  defaults: Options(), needsAllRecords: { _ in "its first line names the columns of all records" })

/// Writes rows of cells.
func writeTable(_ options: Options, _ style: CellStyle, _ run: Run) throws {
  let rows = TableRows(style, Wanted(fields: options.fields.map { Array($0.utf8) }))
  let record = Record.forStage([])
  let input = run.recordInput(isReplayed: true)
  try run.eachRecord(input, record, pass: .gather, body: rows.gather) {
    if !run.options.dropErrors { rows.gather($0) }
  }
  rows.arrange()
  run.tellColumns(rows, wanted: options.fields)
  var text: [UInt8] = []
  rows.writeHeader(to: &text)
  func write(_ record: Record) {
    rows.write(record, to: &text)
    text.withUnsafeBytes { run.output.text.append($0) }
    text.removeAll(keepingCapacity: true)
  }
  try run.eachRecord(input, record, pass: .again, body: write) {
    if !run.options.dropErrors { write($0) }
  }
  text.withUnsafeBytes { run.output.text.append($0) }
}

command.main { options, run in
  switch options.format {
  case .csv: try writeTable(options, .csv, run)
  case .tsv: try writeTable(options, .tsv, run)
  case .tps, .openface, .tem: try writePoints(options, run)
  }
}
