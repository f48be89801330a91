import FaceGeometry
import Filter
import LandmarkRecords
import NumberText
import PhotoStages
import Quiz
import Records
import Vision

/// A face that a quiz can show.
struct QuizFace: Sendable {
  let path: String
  /// Path, number and box, which identify the face.
  let name: String
  let cluster: Int
  let landmarks: CompactLandmarks
  let photoSize: SIMD2<Double>?
  let isOfDamagedPhoto: Bool
}

/// The clustered faces of some records, independent of the records' order.
struct QuizFaces {
  static let fields = ["path", "width", "height", "damaged", "face", "box", "cluster", "landmarks"]

  private var byName: [String: QuizFace] = [:]
  /// The number of records of faces that occurred earlier.
  private(set) var repeated = 0
  /// The number of records whose cluster is null.
  private(set) var unclustered = 0

  /// Sorted by name, so that the order of the records does not matter.
  var sorted: [QuizFace] { byName.values.sorted { precedes($0.name, $1.name) } }

  var isEmpty: Bool { byName.isEmpty && unclustered == 0 }

  mutating func add(_ record: Record) throws(InputFailure) {
    let path = try record.path()
    guard record.has("cluster") else {
      throw InputFailure("no-cluster", missing: "cluster", remedy: "run fc-kmeans first")
    }
    guard !record.isNull("cluster") else { return unclustered += 1 }
    guard let cluster = record.integer("cluster") else {
      throw InputFailure("bad-cluster", "cluster is not a whole number")
    }
    let landmarks = CompactLandmarks(try record.landmarks())
    guard Landmarks(landmarks).hasExtent else {
      throw InputFailure("degenerate", "the landmarks do not form a face: all points are the same")
    }
    let number = record.integer("face") ?? 0
    let box = record.numbers("box").map { Array($0.values) } ?? []
    let name = "\(path)\n\(number)\n\(box)"
    guard byName[name] == nil else { return repeated += 1 }
    byName[name] = QuizFace(
      path: path, name: name, cluster: cluster, landmarks: landmarks, photoSize: record.photoSize,
      isOfDamagedPhoto: record.isOfDamagedPhoto)
  }
}

/// Compares bytes: strings that differ only in Unicode normalisation are equal in Swift, and would
/// have no order.
private func precedes(_ first: String, _ second: String) -> Bool {
  first.utf8.lexicographicallyPrecedes(second.utf8)
}

extension [QuizFace] {
  func identity(_ images: QuizImages) -> QuizIdentity {
    QuizIdentity(faces: map { .init(name: $0.name, cluster: $0.cluster) }, images: images)
  }

  func plan(_ images: QuizImages, questions: Int, seed: Int) throws(QuizPlan.Unfit) -> QuizPlan {
    var photos: [String: Int] = [:]
    let numbers = map { face in
      let number = photos[face.path] ?? photos.count
      photos[face.path] = number
      return number
    }
    return try QuizPlan(
      clusters: map(\.cluster), photos: numbers, count: questions,
      facesPerPicture: images.facesPerPicture, seed: seed)
  }

  /// The identifiers of a question's pictures in answers.
  func keys(of question: Question, _ identity: QuizIdentity) -> [String] {
    question.pictures.map { faces in identity.key(of: faces.map { self[$0].name }) }
  }
}

extension Run {
  /// The faces of the input's records, or of a file.
  func quizFaces(of file: String? = nil) throws -> [QuizFace] {
    var faces = QuizFaces()
    let record = Record.forStage(QuizFaces.fields)
    let input = file.map { recordInput(of: $0) } ?? recordInput()
    try eachRecord(input, record, pass: .gather) { try faces.add($0) }
    guard !faces.isEmpty else { throw Fatal("there are no faces in the input", at: file ?? "") }
    if faces.unclustered > 0 {
      note("left out: \(counted(faces.unclustered, "face")) without a cluster")
    }
    if faces.repeated > 0 {
      note("left out: \(counted(faces.repeated, "record")) of a face that occurred earlier")
    }
    return faces.sorted
  }
}
