import FaceGeometry
import Filter
import LandmarkRecords
import NumberText
import PhotoStages
import Records
import Threads
import VectorRecords
import Vision

/// A face of the training data.
struct TaughtFace: Sendable {
  let path: String
  let size: SIMD2<Double>?
  let isOfDamagedPhoto: Bool
  /// The person's name.
  let person: String
  /// px of the photo.
  let landmarks: Landmarks
  /// The hand-placed points, px of the photo.
  let placed: [SIMD2<Double>]
}

/// A face in its upright frame: as it is, and with variations.
struct Lessons: Sendable {
  let plain: PointLesson
  let varied: [PointLesson]
  /// Whose face it is: any number.
  var person = 0

  var all: [PointLesson] {
    ([plain] + varied).map { lesson in
      var lesson = lesson
      lesson.person = person
      return lesson
    }
  }
}

extension Run {
  /// Reads the training data; faces whose points are missing, or not as many as the first one's,
  /// are reported and left out.
  func taughtFaces(_ placed: PlacedPoints, field: String?, _ names: LabelReader?) throws
    -> [TaughtFace]
  {
    let fields = ["path", "width", "height", "damaged", "landmarks", field, names?.field]
      .compactMap(\.self)
    let record = Record.forStage(fields)
    var faces: [TaughtFace] = []
    try eachRecord(recordInput(), record, pass: .gather) { record in
      let path = try record.path()
      let points = try placed.points(of: record)
      let count = faces.first?.placed.count ?? points.count
      guard PointTrainer.counts ~= points.count, points.count == count else {
        throw InputFailure(
          "bad-points",
          points.count == count
            ? "a model has \(PointTrainer.counts.lowerBound) to "
              + "\(PointTrainer.counts.upperBound) points, not \(count)"
            : "\(counted(points.count, "hand-placed point")) where the first face has \(count)")
      }
      let person: String
      if let names {
        guard let name = names.label(of: record) else {
          throw InputFailure("no-label", "the record has no name (\(names.meaning))")
        }
        person = name
      } else {
        person = path
      }
      faces.append(
        TaughtFace(
          path: path, size: record.photoSize, isOfDamagedPhoto: record.isOfDamagedPhoto,
          person: person,
          landmarks: try record.landmarks(),
          placed: points))
    }
    return faces
  }

  /// Crops the faces from their photos, on several threads, in their order; nil for one whose photo
  /// cannot be used, which is reported.
  func lessons(of faces: [TaughtFace]) throws -> [Lessons?] {
    progress.restart(total: faces.count, unit: "faces cropped")
    // With many faces, there is enough variation already.
    let variants = max(0, min(4, 1200 / max(1, faces.count)))
    let decoders = decoders()
    let pictures = Prefetch(count: faces.count, threads: jobs) {
      let photos = PhotoCache(decoders)
      return { index in
        result { try cut(faces[index], variants: variants, seed: UInt64(index), photos) }
      }
    }
    return try faces.map { face in
      defer { progress.advance() }
      switch try pictures.next() {
      case .success(let lessons): return lessons
      case .failure(let failure):
        try inputFailed("\(failure.message); nothing is learned from this face", at: face.path)
        return nil
      }
    }
  }
}

private func cut(
  _ face: TaughtFace, variants: Int, seed: UInt64, _ photos: PhotoCache
) throws -> Lessons {
  let photo = try photos.photo(
    at: face.path, expectedSize: face.size, takesDamaged: face.isOfDamagedPhoto)
  guard let frame = UprightFrame(landmarks: face.landmarks) else {
    throw InputFailure("degenerate", "both eyes are at the same point")
  }
  func lesson(_ map: Similarity) throws -> PointLesson {
    let points = face.placed.map { map($0) }
    guard points.allSatisfy({ $0.x.magnitude < 1000 && $0.y.magnitude < 1000 }) else {
      throw InputFailure("bad-points", "a hand-placed point is nowhere near the face")
    }
    let upright = try failing { () throws(VisionError) in try photo.upright(map) }
    // Where a varied picture shows them elsewhere, that is the landmarks' error.
    return PointLesson(
      upright: upright, points: points, landmarks: face.landmarks.map { frame.fromPhoto($0) })
  }
  var variation = Variation(seed: seed)
  let varied = try (0..<variants).map { _ in
    var lesson = try lesson(frame.fromPhoto.then(variation.placement()))
    variation.light(&lesson.upright)
    lesson.isVaried = true
    return lesson
  }
  return Lessons(plain: try lesson(frame.fromPhoto), varied: varied)
}
