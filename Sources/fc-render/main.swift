import Filter
import PhotoStages
import Records
import Report

struct Options: Sendable {
  var title: String?
  var images = ImageMode.embed
  var thumbnailSize = 160
  var limit: Int?
  var hasTable = false
  var by: String?
}

let command = Command(
  name: "fc-render", summary: "records to one HTML page", input: .records, severalAtOnce: "photos",
  passesRecords: false,
  description: [
    "Writes a self-contained page with a section per cluster: the most typical faces first, "
      + "borderline faces marked, and what distinguishes the cluster; and a list of what was not "
      + "clustered, and why. Records of fc-elbow become charts.",
    "At the top are the groups side by side, if there are at most 200 faces; the average face of "
      + "each cluster and of all (from at most 200 faces per cluster, evenly spread); and a map of "
      + "all faces, whose axes are described in words. With --images link or none, no photos are "
      + "read, and averages are line drawings.",
  ],
  options: [
    .text(
      "by", "FIELD", \.by, default: "cluster, or look where no face has a cluster",
      "Group faces by this field, such as look, best fitting first"
    ).offering(["cluster", "look", "name"]),
    .text("title", "TEXT", \.title, default: "Faces", "The page's title"),
    .choice(
      "images", "HOW", \.images, default: .embed,
      "embed puts small pictures into the page, link points to the photos, none draws sketches "
        + "instead"),
    .integer(
      "thumb", \.thumbnailSize, argument: "PX", in: 16...1024, default: "160",
      "Width and height of the small pictures"),
    .flag(
      "table", \.hasTable, "Show the groups side by side at the top even if there are many faces"),
    .parsed(
      "limit", "N", \.limit, default: "all; of more than 5000 faces, a sample",
      "Show at most N faces per cluster"
    ) {
      (given) throws(UsageError) in
      try wholeNumber(given, of: "--limit", in: 1...Int.max)
    },
  ],
  examples: [
    ("fc-kmeans -k 4 faces.ndjson | fc-render > faces.html", "Clusters on a page:"),
    ("fc-looks --looks looks.txt described.ndjson | fc-render > looks.html", "Looks:"),
    (
      "fc-kmeans -k 4 faces.ndjson | fc-render --images none -o shown.html",
      "A page that shows nobody:"
    ),
    ("fc-elbow faces.ndjson | fc-render > elbow.html", "How many clusters? A chart:"),
  ],
  defaults: Options(), needsAllRecords: { _ in "it makes one page from all records" },
  versionDetails: decoderDetails)

command.main { options, run in
  let by = options.by
  var contents = PageContents(groupedBy: by, limit: options.limit)
  let fields = PageContents.fields
  let record = Record.forStage(fields + (by.map { fields.contains($0) ? [] : [$0] } ?? []))
  let showsErrors = !run.options.dropErrors
  try run.eachRecord(run.recordInput(), record, pass: .gather) { record in
    do throws(InputFailure) {
      try contents.add(record)
    } catch {
      // Reported on standard error, and shown like what an earlier stage could not process.
      if showsErrors { contents.addFailure(of: record, kind: error.kind, message: error.message) }
      throw error
    }
    try run.checkOutput(isNoneOf: contents.leaveOutUnlisted().lazy.map(\.path))
  } onError: { record in
    if showsErrors { contents.addError(record) }
  }
  guard !contents.isEmpty else {
    throw Fatal("there are no records in the input, so there is nothing to show")
  }

  contents.formGroups()
  if let by, by != "cluster", !contents.page.faces.contains(where: { $0.cluster != nil }) {
    run.note("no record has \(by) to group by")
  }
  if showsErrors { run.failedRecordsAreShown() }
  try run.checkOutput(isNoneOf: contents.page.faces.lazy.map(\.path))
  var page = contents.page
  page.title = options.title ?? page.title
  page.images = options.images
  page.hasTable = options.hasTable ? true : nil
  let wayBack = run.pathToWorkingFolder()
  page.linkPrefix = wayBack ?? ""
  if page.images == .link, wayBack == nil, page.faces.contains(where: { !$0.path.hasPrefix("/") }) {
    run.note(
      "the page must be in the working directory, or its links will not work: name it with -o")
  }
  page.map = faceMap(of: contents)
  let averages = try PageAverages(of: page, run)
  page.averages = averages.averages
  let writer = PageWriter(page)
  func reportMissing(_ face: Int) throws {
    guard let failure = averages.failures[face] else { return }
    try run.inputFailed(
      "\(failure.message); this face is not in the averages", at: page.faces[face].path)
  }
  for face in Set(averages.failures.keys).subtracting(writer.shownFaces).sorted() {
    try reportMissing(face)
  }
  let pictures = FacePictures(writer.shownFaces.map { page.faces[$0] }, options, run)
  try writer.write(
    image: { face in
      let picture = try pictures.next(page.faces[face])
      // A face without a picture has been reported.
      if case .jpeg = picture { try reportMissing(face) }
      return picture
    },
    to: { text in
      run.output.text.append(text)
      try run.output.flushIfLarge()
    })
}
