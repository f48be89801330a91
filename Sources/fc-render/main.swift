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
    "Writes a page that needs nothing beside it: a section a cluster, the most typical faces "
      + "first, the borderline ones marked, what sets the cluster apart, and what was not "
      + "clustered and why. Records of fc-elbow become a chart.",
    "At the top stand the groups side by side, where there are 200 faces at most; the average "
      + "face of each cluster and of all (of at most 200 faces of a cluster, spread evenly); and a "
      + "map of all faces, whose axes are told in words. With --images link or none no photo is "
      + "read, and averages are line drawings.",
  ],
  options: [
    .text(
      "by", "FIELD", \.by, default: "cluster, or look where no face has a cluster",
      "Group faces by this field, such as look, and the best fitting first"
    ).offering(["cluster", "look", "name"]),
    .text("title", "TEXT", \.title, default: "Faces", "The page's title"),
    .choice(
      "images", "HOW", \.images, default: .embed,
      "embed puts small pictures into the page, link points to the photos, none draws sketches "
        + "instead"),
    .integer(
      "thumb", \.thumbnailSize, argument: "PX", in: 16...1024, default: "160",
      "Width and height of a small picture"),
    .flag(
      "table", \.hasTable, "Put the groups side by side on top, also where there are many faces"),
    .parsed(
      "limit", "N", \.limit, default: "all; of more than 5000 faces, a sample",
      "Show at most N faces of a cluster"
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
  defaults: Options(), needsAllRecords: { _ in "it makes one page of all records" },
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
      // Told on standard error, and shown as what an earlier stage could not process.
      if showsErrors { contents.addFailure(of: record, kind: error.kind, message: error.message) }
      throw error
    }
    try run.checkOutput(isNoneOf: contents.leaveOutUnlisted().lazy.map(\.path))
  } onError: { record in
    if showsErrors { contents.addError(record) }
  }
  guard !contents.isEmpty else { throw Fatal("no record came in: there is nothing to show") }

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
      "the page must lie in the working directory, or its links lead nowhere: name it with -o")
  }
  page.map = faceMap(of: contents)
  let averages = try PageAverages(of: page, run)
  page.averages = averages.averages
  let writer = PageWriter(page)
  func tellMissing(_ face: Int) throws {
    guard let failure = averages.failures[face] else { return }
    try run.inputFailed(
      "\(failure.message); this face is not in the averages", at: page.faces[face].path)
  }
  for face in Set(averages.failures.keys).subtracting(writer.shownFaces).sorted() {
    try tellMissing(face)
  }
  let pictures = FacePictures(writer.shownFaces.map { page.faces[$0] }, options, run)
  try writer.write(
    image: { face in
      let picture = try pictures.next(page.faces[face])
      // One without a picture has been told.
      if case .jpeg = picture { try tellMissing(face) }
      return picture
    },
    to: { text in
      run.output.text.append(text)
      try run.output.flushIfLarge()
    })
}
