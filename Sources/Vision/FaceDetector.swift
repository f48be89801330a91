import CVision

/// A face that a detector found.
public struct DetectedFace: Sendable, Equatable {
  public let box: Box
  /// The detector's own confidence; scores are comparable only within one kind of detector.
  public let score: Double
  /// Degrees clockwise by which the photo must be turned for the face to be upright: 0, 90, 180 or
  /// 270.
  public let turned: Int

  public init(box: Box, score: Double, turned: Int = 0) {
    self.box = box
    self.score = score
    self.turned = turned
  }
}

public enum DetectorKind: String, CaseIterable, Sendable {
  /// dlib's histograms of oriented gradients: the fastest, and as good as any on frontal faces.
  case hog
  /// OpenCV's boosted cascade (Viola and Jones 2001); needs a cascade file.
  case haar
  /// dlib's convolutional network: also finds turned and half-hidden faces, for twenty times the
  /// work; needs its model file.
  case cnn
}

public enum Search: String, CaseIterable, Sendable {
  /// Starts with the photo reduced to 480 px (640 px for `.cnn`) and goes on to larger sizes until
  /// a face is found. The last step is twice the full size for photos of up to 4 megapixels, which
  /// finds faces of 40 px; 16 megapixels or the full size for larger photos, which finds faces of
  /// 80 px or smaller. `.cnn` costs more and stops at 4 megapixels: faces of 40 px in photos of up
  /// to 1 megapixel, of 80 px in photos of up to 4.
  case fast
  /// The same, but goes on after a face is found. The last step is twice the full size for photos
  /// of up to 24 megapixels, which finds faces of 40 px; 96 megapixels or the full size for larger
  /// photos. Finds everything that `.fast` finds. `.cnn` stops where it does in `.fast`.
  case thorough
}

/// Finds faces in photos. A search modifies the detector, so every worker needs its own; each
/// `.haar` or `.cnn` detector reads its model file.
public final class FaceDetector {
  private let handle: OpaquePointer

  /// - Parameter modelPath: the cascade file for `.haar`, dlib's network for `.cnn`; `.hog` needs
  ///   none.
  /// - Throws: `bad-model`.
  public init(_ kind: DetectorKind, modelPath: String? = nil) throws(VisionError) {
    let cKind =
      switch kind {
      case .hog: VISION_DETECTOR_HOG
      case .haar: VISION_DETECTOR_HAAR
      case .cnn: VISION_DETECTOR_CNN
      }
    handle = try open { vision_detector_open(cKind, modelPath, $0, $1) }
  }

  deinit { vision_detector_close(handle) }

  /// All faces, sorted by descending score; equal scores from the top, then from the left. A photo
  /// without a convincing face at portrait sizes is also searched turned; all faces of a photo have
  /// the same `turned`.
  ///
  /// - Parameter minimumScore: faces with a lower score are left out; nil: the default of this
  ///   detector and search.
  /// - Throws: errors of decoding the photo.
  public func faces(
    in photo: Photo, search: Search = .fast, minimumScore: Double? = nil
  ) throws(VisionError) -> [DetectedFace] {
    var found: UnsafeMutablePointer<vision_face>?
    var count = 0
    let cSearch = search == .fast ? VISION_SEARCH_FAST : VISION_SEARCH_THOROUGH
    try check {
      vision_detector_find(handle, photo.handle, cSearch, minimumScore ?? .nan, &found, &count, $0)
    }
    defer { vision_faces_free(found) }
    return UnsafeBufferPointer(start: found, count: count).map { face in
      let box = Box(
        x: Int(face.box.x), y: Int(face.box.y), width: Int(face.box.width),
        height: Int(face.box.height))
      return DetectedFace(box: box, score: face.score, turned: Int(face.turned))
    }
  }
}
