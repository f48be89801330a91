import FaceGeometry
import Filter
import LandmarkRecords
import Records
import Tables

/// A face's points, and what a file of points says about it.
private struct PlacedFace {
  let path: String
  let number: Int
  let confidence: Double?
  let height: Double?
  let points: [SIMD2<Double>]

  init(_ record: Record, _ field: String) throws(InputFailure) {
    guard record.holds("path"), let path = record.string("path") else {
      throw InputFailure("no-path", "the record has no path to a photo")
    }
    guard !path.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
      throw InputFailure("bad-path", "a line end in the photo's name would end its line")
    }
    guard let points = try record.points(field) else {
      if let reason = record.string(field + "_reason") {
        throw InputFailure("no-points", "fc-points found no \(field): \(reason)")
      }
      throw InputFailure(
        "no-points", missing: field, remedy: field == "landmarks" ? "run fc-landmarks first" : nil)
    }
    self.path = path
    number = record.integer("face") ?? 0
    confidence = record.number("score")
    height = record.number("height")
    self.points = points
  }

  /// The face's name: its photo's path, followed by its number unless it is the first.
  var name: String { number == 0 ? path : "\(path)#\(number)" }
}

/// Writes the points of each face.
func writePoints(_ options: Options, _ run: Run) throws {
  let field = options.points ?? "landmarks"
  let templates = options.format == .tem ? try TemplateFolder(options.folder, run) : nil
  if options.format != .tem, options.folder != nil { throw UsageError("--out is for tem") }
  var row: [UInt8] = []
  func writeRow(_ cells: [String]) {
    row.removeAll(keepingCapacity: true)
    for (index, cell) in cells.enumerated() {
      if index > 0 { CellStyle.csv.separate(&row) }
      CellStyle.csv.append(Array(cell.utf8), to: &row)
    }
    run.output.text.append(String(decoding: row, as: UTF8.self) + "\n")
  }
  if options.format == .openface { writeRow(OpenFace.names) }
  let record = Record.forStage([
    "path", "face", "score", "height", field, field + "_reason",
  ])
  try run.eachRecord(run.recordInput(), record, pass: .gather) { record in
    let face = try PlacedFace(record, field)
    switch options.format {
    case .openface:
      guard face.points.count == Landmarks.count else {
        throw InputFailure("bad-landmarks", "OpenFace's columns are for 68 points")
      }
      let confidence = face.confidence.map { "\($0)" } ?? ""
      writeRow([face.path, "\(face.number)", confidence] + OpenFace.cells(face.points))
    case .tem: try templates?.write(Template.text(face.points), face.path, face.number)
    case .tps, .csv, .tsv:
      run.output.text.append(
        TPS.text(face.points, height: face.height, image: face.path, id: face.name))
    }
    try run.output.flushIfLarge()
  }
}

/// The folder for templates.
private final class TemplateFolder {
  private let folder: String
  private let run: Run
  private var written: Set<String> = []

  init(_ folder: String?, _ run: Run) throws {
    guard let folder else {
      throw UsageError("--out DIR is missing: give a folder for the templates")
    }
    try makeFolder(folder)
    (self.folder, self.run) = (folder, run)
  }

  /// - Throws: `InputFailure` where a photo of the same name already has one.
  func write(_ text: String, _ path: String, _ number: Int) throws {
    let file = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    let template = Template.path(ofPhoto: String(file))
    let name = number == 0 ? template : template.dropLast(4) + "-\(number).tem"
    let target = "\(folder)/\(name)"
    guard written.insert(target).inserted else {
      throw InputFailure(
        "name-taken", "\(target) belongs to another photo of that name: use another folder")
    }
    try run.claims.check(target)
    try writeFile(target, Array(text.utf8))
  }
}
