import Filter
import PhotoStages
import Report
import Vision

/// The pictures of a page's faces, made ahead on several threads.
struct FacePictures {
  private let places: [FacePlace]
  private let mode: ImageMode
  private let size: Int
  private let run: Run
  private let thumbnails: Prefetch<Result<Thumbnail, InputFailure>>?

  /// - Parameter places: of the faces that will be shown, in the order in which they will be asked for.
  init(_ places: [FacePlace], _ options: Options, _ run: Run) {
    self.places = places
    self.run = run
    mode = options.images
    size = options.thumbnailSize
    guard mode == .embed else {
      thumbnails = nil
      return
    }
    run.progress.restart(total: places.count, unit: "pictures")
    let size = size
    thumbnails = Prefetch(count: places.count, threads: run.jobs) {
      let photos = PhotoCache()
      return { thumbnail(places[$0], size, photos) }
    }
  }

  /// The next face's picture. A photo that is gone is told, and drawn as a sketch.
  func next(_ path: String) throws -> ImageSource {
    guard let thumbnails else { return mode == .link ? .link(path: path) : .none }
    run.progress.advance()
    switch try thumbnails.next() {
    case .success(let thumbnail): return .jpeg(thumbnail.jpeg, width: size, height: size)
    case .failure(let failure):
      try run.inputFailed("\(failure.message); the page has a sketch of this face instead", at: path)
      return .none
    }
  }
}

private func thumbnail(_ place: FacePlace, _ size: Int, _ photos: PhotoCache) -> Result<Thumbnail, InputFailure> {
  do {
    let photo = try photos.photo(at: place.path)
    let points = place.landmarks.map { SIMD2<Double>($0) }
    let box = place.cut(on: photo)
    return .success(
      try failing { () throws(VisionError) in
        try Thumbnail(of: photo, box: box, landmarks: points.isEmpty ? nil : points, size: size)
      })
  } catch let failure as InputFailure {
    return .failure(failure)
  } catch {
    return .failure(InputFailure("internal", "\(error)"))
  }
}

extension FacePlace {
  /// The record's box; else the one around its points; else the whole photo.
  fileprivate func cut(on photo: Photo) -> Box {
    if let box, let box = try? Box(numbers: box, on: photo) { return box }
    let (xs, ys) = (landmarks.map(\.x), landmarks.map(\.y))
    if let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(), max(right, bottom) < 1e6,
      min(left, top) > -1e6
    {
      return Box(
        x: Int(left), y: Int(top), width: max(1, Int(right - left)), height: max(1, Int(bottom - top)))
    }
    return Box(x: 0, y: 0, width: photo.width, height: photo.height)
  }
}
