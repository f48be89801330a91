import FaceGeometry
import Filter
import PhotoStages
import Quiz
import Threads
import Vision

/// The pictures of a quiz: which each question shows, and how.
struct QuizPictures {
  /// Width and height of a picture in pixels: enough for the page on a high-density screen.
  private static let size = 256

  private(set) var pictures: [QuizPicture] = []
  /// For each question the indices of its three pictures.
  private(set) var shown: [[Int]] = []

  private let faces: [QuizFace]
  private let frame: AverageFrame

  /// A question with a missing photo shows three sketches, as one sketch among photos would stand
  /// out.
  init(of plan: QuizPlan, _ faces: [QuizFace], _ images: QuizImages, _ run: Run) throws {
    guard let mean = meanShape(of: faces.lazy.map { Landmarks($0.landmarks) }),
      let frame = AverageFrame(around: mean, size: Self.size)
    else { throw Fatal("the landmarks of these faces do not form faces, so they have no mean") }
    self.faces = faces
    self.frame = frame
    var photos: [[Int]: QuizPicture] = [:]
    if images != .none { photos = try levelled(Self.unique(plan), run) }
    var indices: [Key: Int] = [:]
    for question in plan.questions {
      let isDrawn = question.pictures.contains { photos[$0] == nil }
      shown.append(
        try question.pictures.map { members in
          let key = Key(members: members, isDrawn: isDrawn)
          if let index = indices[key] { return index }
          indices[key] = pictures.count
          pictures.append(try photos[members].flatMap { isDrawn ? nil : $0 } ?? sketch(members))
          return pictures.count - 1
        })
    }
  }

  private struct Key: Hashable {
    let members: [Int]
    let isDrawn: Bool
  }

  private static func unique(_ plan: QuizPlan) -> [[Int]] {
    var seen = Set<[Int]>()
    return plan.questions.flatMap(\.pictures).filter { seen.insert($0).inserted }
  }

  /// The pictures that can be made; failures of the others are reported.
  private func levelled(_ needed: [[Int]], _ run: Run) throws -> [[Int]: QuizPicture] {
    run.progress.restart(total: needed.count, unit: "pictures")
    let (faces, frame, decoders) = (faces, frame, run.decoders())
    let made = Prefetch(count: needed.count, threads: run.jobs) {
      let photos = PhotoCache(decoders)
      return { number in levelledPicture(needed[number].map { faces[$0] }, frame, photos) }
    }
    var pictures: [[Int]: QuizPicture] = [:]
    var reported = Set<String>()
    for members in needed {
      run.progress.advance()
      switch try made.next() {
      case .success(let jpeg): pictures[members] = .jpeg(jpeg)
      case .failure(let failure) where reported.insert(failure.path).inserted:
        try run.recordFailed(
          "\(failure.failure.message); questions with this face show sketches", at: failure.path)
      case .failure: continue
      }
    }
    return pictures
  }

  private func sketch(_ members: [Int]) throws -> QuizPicture {
    guard let shape = shape(of: members.map { faces[$0] }, frame),
      let sketch = QuizPicture.sketch(of: CompactLandmarks(shape))
    else { throw Fatal("the landmarks do not form a face", at: faces[members[0]].path) }
    return sketch
  }
}

/// A photo that cannot be used.
private struct PhotoFailure: Error {
  let path: String
  let failure: InputFailure
}

/// The mean shape of some faces, upright, in pixels of the frame.
private func shape(of faces: [QuizFace], _ frame: AverageFrame) -> Landmarks? {
  meanShape(of: faces.map { Landmarks($0.landmarks) }).flatMap(frame.place)
}

private func levelledPicture(
  _ faces: [QuizFace], _ frame: AverageFrame, _ photos: PhotoCache
) -> Result<[UInt8], PhotoFailure> {
  var path = faces[0].path
  let jpeg: Result<[UInt8], InputFailure> = result {
    guard let shape = shape(of: faces, frame) else {
      throw InputFailure("degenerate", "the landmarks do not form a face")
    }
    let warp = try failing { () throws(VisionError) in try FaceWarp(to: shape, size: frame.size) }
    var average = AverageFace(size: frame.size)
    for face in faces {
      path = face.path
      let photo = try photos.photo(
        at: path, expectedSize: face.photoSize, takesDamaged: face.isOfDamagedPhoto)
      let landmarks = Landmarks(face.landmarks)
      average.add(try failing { () throws(VisionError) in try warp(photo, landmarks) })
    }
    return try failing { () throws(VisionError) in
      try LevelledFace(of: average.pixels, size: frame.size, shape: shape).jpeg
    }
  }
  return jpeg.mapError { PhotoFailure(path: path, failure: $0) }
}
