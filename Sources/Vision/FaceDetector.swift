import CVision

/// A face as a detector gives it.
public struct DetectedFace: Sendable, Equatable {
  public let box: Box
  /// The detector's own confidence; only scores of one kind of detector compare.
  public let score: Double
  /// By how many degrees clockwise the photo must be turned for the face to be upright: 0, 90, 180
  /// or 270.
  public let turned: Int

  public init(box: Box, score: Double, turned: Int = 0) {
    self.box = box
    self.score = score
    self.turned = turned
  }
}

public enum DetectorKind: String, CaseIterable, Sendable {
  /// dlib's histograms of oriented gradients: the quickest, and as good as any on frontal faces.
  case hog
  /// OpenCV's boosted cascade (Viola and Jones 2001); needs a cascade file.
  case haar
  /// dlib's convolutional network: finds turned and half hidden faces too, for twenty times the
  /// work; needs its model file.
  case cnn
}

public enum Search: String, CaseIterable, Sendable {
  /// The photo reduced to 480 px (640 px for `.cnn`), and while nothing is found at larger sizes:
  /// in the end photos of up to 4 megapixels at twice their size, for faces of 40 px, larger ones
  /// at 16 megapixels or at full size, for faces of 80 px and below. `.cnn` costs more, and ends at
  /// 4 megapixels: 40 px in photos of up to 1 megapixel, 80 px in photos of up to 4.
  case fast
  /// The same, and on when something is found: photos of up to 24 megapixels at twice their size,
  /// for faces of 40 px, larger ones at 96 megapixels or at full size. All that `.fast` finds is
  /// among what it finds. `.cnn` ends where it does in `.fast`.
  case thorough
}

/// Finds faces in photos. A search changes it, so every worker has its own; `.haar` and `.cnn`
/// each read their file.
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

  /// All faces, best score first; equal scores from the top, then from the left. A photo without a
  /// convincing face at the sizes of portraits is looked at turned, too; all its faces are then
  /// turned alike.
  ///
  /// - Parameter minimumScore: faces below it are left out; nil takes the default of this detector
  ///   and search.
  /// - Throws: what decoding the photo throws.
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
