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

  /// - Parameter places: of the faces that will be shown, in the order in which they will be asked
  ///   for.
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
  func next(_ place: FacePlace) throws -> ImageSource {
    guard let thumbnails else {
      return mode == .link ? .link(path: place.path, view: place.view) : .none
    }
    run.progress.advance()
    switch try thumbnails.next() {
    case .success(let thumbnail):
      return .jpeg(
        thumbnail.jpeg, width: size, height: size, transform: AffineMap(thumbnail.transform))
    case .failure(let failure):
      try run.inputFailed(
        "\(failure.message); the page has a sketch of this face instead", at: place.path)
      return .none
    }
  }
}

private func thumbnail(_ place: FacePlace, _ size: Int, _ photos: PhotoCache) -> Result<
  Thumbnail, InputFailure
> {
  result {
    let photo = try photos.photo(at: place.path, told: place.photoSize)
    let points = place.landmarks.map { SIMD2<Double>($0) }
    let box = place.cut(on: photo)
    return try failing { () throws(VisionError) in
      try Thumbnail(of: photo, box: box, landmarks: points.isEmpty ? nil : points, size: size)
    }
  }
}

extension AffineMap {
  /// From a thumbnail's six numbers. Half a pixel is added: the page counts from a picture's edge,
  /// photos' points count from the centre of the first pixel.
  fileprivate init(_ numbers: [Double]) {
    let n = numbers.map { Float($0) }
    self.init(a: n[0], b: n[1], tx: n[2] + 0.5, c: n[3], d: n[4], ty: n[5] + 0.5)
  }
}

extension FacePlace {
  /// The square of the photo around the face, with the margin of a thumbnail; nil where points or
  /// photo are not known.
  fileprivate var view: PhotoView? {
    let points = landmarks.isEmpty ? corners : landmarks
    guard let photoSize, photoSize.min() > 0, let first = points.first else { return nil }
    let low = points.reduce(first) { pointwiseMin($0, $1) }
    let high = points.reduce(first) { pointwiseMax($0, $1) }
    let side = (high - low).max() * 1.45
    guard side > 0, side.isFinite else { return nil }
    // Points count from the centre of the first pixel, the view from its edge.
    let corner = (low + high) / 2 + 0.5 - SIMD2(side / 2, side * 0.6)
    let photo = SIMD2<Float>(photoSize)
    return PhotoView(
      x: corner.x, y: corner.y, side: side, photoWidth: photo.x, photoHeight: photo.y)
  }

  /// Two corners of the record's box.
  private var corners: [SIMD2<Float>] {
    guard let box = box?.map({ Float($0) }), box.count == 4 else { return [] }
    return [[box[0], box[1]], [box[0] + box[2], box[1] + box[3]]]
  }

  /// The record's box; else the one around its points; else the whole photo.
  fileprivate func cut(on photo: Photo) -> Box {
    if let box, let box = try? Box(numbers: box, on: photo) { return box }
    let (xs, ys) = (landmarks.map(\.x), landmarks.map(\.y))
    if let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(),
      max(right, bottom) < 1e6,
      min(left, top) > -1e6
    {
      return Box(
        x: Int(left), y: Int(top), width: max(1, Int(right - left)),
        height: max(1, Int(bottom - top)))
    }
    return Box(x: 0, y: 0, width: photo.width, height: photo.height)
  }
}
