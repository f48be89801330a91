import FaceGeometry
import Filter
import LandmarkRecords
import PhotoStages
import Records

struct Options: Sendable {
  var folder: String?
  var size = 400
  var limit: Int?
}

let command = Command(
  name: "fc-average", summary: "clustered faces to the average face of each cluster",
  input: .records, severalAtOnce: "photos", passesRecords: false,
  description: [
    "Warps the faces of each cluster to the cluster's mean shape (triangles between the 68 "
      + "points), averages the pictures, and writes the averages into a folder: all.jpg of all "
      + "faces, cluster-0.jpg and so on. Prints one record per average: \"path\", \"cluster\" "
      + "(null: all faces), \"count\" (the faces in it), \"width\", \"height\" and \"landmarks\" "
      + "(the mean shape, px of the picture). All averages are aligned with each other.",
    "Needs \"path\" and \"landmarks\"; a face without \"cluster\" is only in the average of all. "
      + "Keeps the points of all faces in memory, but no photos.",
  ],
  options: [
    .text("out", "DIR", \.folder, "The folder for the pictures; created if it is missing"),
    .integer(
      "size", \.size, argument: "PX", in: 32...1024, default: "400",
      "Width and height of each picture"),
    .parsed(
      "limit", "N", \.limit, default: "all",
      "Average at most N faces of a cluster, spread evenly over the input"
    ) { (given) throws(UsageError) in
      try wholeNumber(given, of: "--limit", in: 1...Int.max)
    },
  ],
  examples: [
    (
      "fc-kmeans -k 4 faces.ndjson | fc-average --out looks > looks.ndjson",
      "The average face of each of four clusters:"
    ),
    ("fc-landmarks faces/*.jpg | fc-average --out . --size 800", "One average of a whole folder:"),
  ],
  defaults: Options(), needsAllRecords: { _ in "it averages all records of a cluster" },
  versionDetails: decoderDetails)

/// A face with the values of its record.
struct RecordedFace: AveragedFace {
  let path: String
  let landmarks: CompactLandmarks?
  let cluster: Int?
  let photoSize: SIMD2<Double>?
  let isOfDamagedPhoto: Bool
}

extension Record {
  /// What averaging needs from the record of a face.
  func averagedFace() throws(InputFailure) -> RecordedFace {
    let path = try path()
    let landmarks = CompactLandmarks(try landmarks())
    guard Landmarks(landmarks).hasExtent else {
      throw InputFailure("degenerate", "the landmarks span no area")
    }
    return RecordedFace(
      path: path, landmarks: landmarks, cluster: try cluster(), photoSize: photoSize,
      isOfDamagedPhoto: isOfDamagedPhoto)
  }

  private func cluster() throws(InputFailure) -> Int? {
    guard holds("cluster") else { return nil }
    guard let cluster = integer("cluster") else {
      throw InputFailure("bad-cluster", "cluster must be a whole number")
    }
    return cluster
  }
}

extension JSONText {
  /// The record of an average picture.
  mutating func average(
    _ picture: AveragePicture, _ shape: Landmarks, size: Int, cluster: Int?, path: String
  ) {
    append("{\"path\":")
    string(path)
    append(",\"cluster\":")
    optional(cluster) { $0.integer($1) }
    for (name, number) in [("count", picture.count), ("width", size), ("height", size)] {
      append(",\"\(name)\":")
      integer(number)
    }
    append(",\"landmarks\":")
    points(shape.points)
    append("}\n")
  }
}

command.main { options, run in
  guard let folder = options.folder else {
    throw UsageError("--out DIR is missing: give a folder for the pictures")
  }
  var faces: [RecordedFace] = []
  let record = Record.forStage(["path", "width", "height", "damaged", "landmarks", "cluster"])
  try run.eachRecord(run.recordInput(), record, pass: .gather) {
    faces.append(try $0.averagedFace())
  }
  guard let plan = AveragePlan(faces, size: options.size) else {
    throw Fatal("there was no face with landmarks: nothing to average")
  }
  try makeFolder(folder)
  // Checked before any work is done or any file is replaced.
  func path(of cluster: Int?) -> String {
    "\(folder)/\(cluster.map { "cluster-\($0)" } ?? "all").jpg"
  }
  let photos = faces.lazy.map(\.path)
  for path in [path(of: nil)] + plan.clusters.map({ path(of: $0.number) }) {
    try run.claims.check(path, photos: photos)
  }
  try run.checkOutput(isNoneOf: photos)
  let averages = try run.averages(plan, limit: options.limit, quality: 90) { face, failure in
    try run.inputFailed(
      "\(failure.message); this face is not in the averages", at: faces[face].path)
  }
  // An average of no faces leaves neither picture nor record.
  func write(_ picture: AveragePicture?, _ shape: Landmarks, cluster: Int?) throws {
    guard let picture else { return }
    let path = path(of: cluster)
    try writeFile(path, picture.jpeg)
    run.output.text.average(picture, shape, size: plan.size, cluster: cluster, path: path)
  }
  try write(averages.whole, plan.whole.shape, cluster: nil)
  for (cluster, picture) in zip(plan.clusters, averages.clusters) {
    try write(picture, cluster.group.shape, cluster: cluster.number)
  }
}
