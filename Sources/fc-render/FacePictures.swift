import FaceGeometry
import Filter
import PhotoStages
import Report
import Threads
import Vision

/// The pictures of a page's faces, made in advance on several threads.
struct FacePictures {
  private let mode: ImageMode
  private let size: Int
  private let run: Run
  private let thumbnails: Prefetch<Result<Thumbnail, InputFailure>>?

  /// - Parameter faces: the faces that will be shown, in the order in which they will be asked for.
  init(_ faces: [FaceCard], _ options: Options, _ run: Run) {
    self.run = run
    mode = options.images
    size = options.thumbnailSize
    guard mode == .embed else {
      thumbnails = nil
      return
    }
    run.progress.restart(total: faces.count, unit: "pictures")
    let (size, decoders) = (size, run.decoders())
    thumbnails = Prefetch(count: faces.count, threads: run.jobs) {
      let photos = PhotoCache(decoders)
      return { thumbnail(faces[$0], size, photos) }
    }
  }

  /// The next face's picture. A missing photo is reported, and the face is drawn as a sketch.
  func next(_ face: FaceCard) throws -> ImageSource {
    guard let thumbnails else {
      return mode == .link ? .link(path: face.path, view: face.view) : .none
    }
    run.progress.advance()
    switch try thumbnails.next() {
    case .success(let thumbnail):
      return .jpeg(
        thumbnail.jpeg, width: size, height: size,
        transform: AffineMap(betweenCentres: thumbnail.transform))
    case .failure(let failure):
      try run.inputFailed(
        "\(failure.message); the page has a sketch of this face instead", at: face.path)
      return .none
    }
  }
}

private func thumbnail(
  _ face: FaceCard, _ size: Int, _ photos: PhotoCache
) -> Result<Thumbnail, InputFailure> {
  result {
    let photo = try photos.photo(
      at: face.path, expectedSize: face.photoSize, takesDamaged: face.isOfDamagedPhoto)
    let box = Box(numbers: face.box, around: face.landmarks, on: photo)
    let landmarks = face.landmarks.map { Landmarks($0) }
    return try failing { () throws(VisionError) in
      try Thumbnail(
        of: photo, box: box, turned: face.turned, landmarks: landmarks, size: size)
    }
  }
}
