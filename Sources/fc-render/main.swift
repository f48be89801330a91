import FaceRecords
import Filter
import PhotoStages
import Records
import Report

struct Options: Sendable {
  var title: String?
  var images = ImageMode.embed
  var thumbnailSize = 160
  var limit: Int?
}

let command = Command(
  name: "fc-render", summary: "records to one HTML page", input: .records, usesPhotos: true,
  description: [
    "Writes a page that needs nothing beside it: a section a cluster, the most typical faces first, the "
      + "borderline ones marked, what sets the "
      + "cluster apart, and what was not clustered and why. Records of fc-elbow become a chart."
  ],
  options: [
    .text("title", "TEXT", \.title, standard: "Faces", "The page's title"),
    .choice(
      "images", "HOW", \.images, standard: .embed,
      "embed puts small pictures into the page, link points to the photos, none draws sketches instead"),
    .integer(
      "thumb", \.thumbnailSize, argument: "PX", in: 16...1024, standard: "160", "Width and height of a small picture"),
    .parsed("limit", "N", \.limit, standard: "all", "Show at most N faces of a cluster") { (given) throws(UsageError) in
      try wholeNumber(given, of: "--limit", in: 1...Int.max)
    },
  ],
  examples: [
    ("fc-kmeans -k 4 faces.ndjson | fc-render > faces.html", "Clusters on a page:"),
    ("fc-kmeans -k 4 faces.ndjson | fc-render --images none -o shown.html", "A page that shows nobody:"),
    ("fc-elbow faces.ndjson | fc-render > elbow.html", "How many clusters? A chart:"),
  ],
  defaults: Options())

command.main { options, run in
  var contents = PageContents()
  let record = Record.forStage(PageContents.fields)
  try run.eachRecord(run.recordInput(), record, pass: .gather) {
    try contents.add($0)
  } onError: {
    contents.addError($0)
  }
  guard !contents.isEmpty else { throw Fatal("no record came in: there is nothing to show") }

  var page = contents.page
  page.title = options.title ?? page.title
  page.images = options.images
  page.limit = options.limit
  page.linkPrefix = run.pathToWorkingFolder()
  let writer = PageWriter(page)
  let pictures = FacePictures(writer.shownFaces.map { contents.places[$0] }, options, run)
  try writer.write(
    image: { try pictures.next(page.faces[$0].path) },
    to: { text in
      run.output.text.append(text)
      try run.output.flushIfLarge()
    })
}
