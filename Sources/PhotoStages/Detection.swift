import Filter
import Records
import Vision

/// How faces are detected: the options shared by fc-detect and every stage that may have to detect
/// faces.
public struct DetectionOptions: Sendable {
  public var detector = DetectorKind.hog
  public var search = Search.fast
  /// nil: the default of detector and search.
  public var minimumScore: Double?
  public var onlyLargest = false
  /// Whether a damaged photo is accepted and decoded as far as possible.
  public var takesDamaged = false

  public init() {}

  /// System folders with the detectors' models.
  public static let modelFolders = ["/usr/share/opencv4/haarcascades"]
  static let haarModel = "haarcascade_frontalface_alt2.xml"
  static let cnnModel = "mmod_human_face_detector.dat"

  /// The detector's model file, if it needs one and the file exists.
  public var modelFiles: [String] {
    switch detector {
    case .hog: []
    case .haar: [optionalModelPath(Self.haarModel, system: Self.modelFolders)].compactMap(\.self)
    case .cnn: [optionalModelPath(Self.cnnModel)].compactMap(\.self)
    }
  }

  public static var options: [Option<DetectionOptions>] {
    [
      .choice(
        "detector", "NAME", \.detector, default: .hog,
        "How to find faces: cnn finds more turned and half-hidden ones, but takes 0.1 s per photo "
          + "instead of hog's 0.01 s"),
      .choice(
        "search", "HOW", \.search, default: .fast,
        "fast starts at 480 px (cnn: 640) and goes on to larger sizes until it finds a face, down "
          + "to faces of 40 px in photos of up to 4 megapixels and of 80 px in larger ones; "
          + "thorough goes on after that, down to 40 px in photos of up to 24 megapixels, and "
          + "finds everything that fast finds; cnn, which costs more, goes down to 40 px in "
          + "photos of up to 1 megapixel and to 80 px in up to 4, and reduces larger photos to 4"
      ),
      .parsed(
        "min-score", "X", \.minimumScore, default: "the search's own",
        "Leave out faces that the detector scores below X"
      ) { (given) throws(UsageError) in
        guard let score = Double(given), score.isFinite else {
          throw UsageError("--min-score takes a number, not '\(given)'")
        }
        return score
      },
      .flag("largest", \.onlyLargest, "Only the largest face of each photo"),
      .flag(
        "damaged", \.takesDamaged,
        "Decode a damaged photo as far as possible and mark its records \"damaged\":true, so that "
          + "later stages accept it too"),
    ]
  }
}

/// A face among those of its photo.
public struct RankedFace {
  public let face: DetectedFace
  /// 0-based, by descending score.
  public let index: Int
}

/// One worker's detector, which is opened when it is first needed.
public final class Detection {
  /// The fields that detection sets, and that it removes if the photo has no face.
  public static let fields = ["face", "faces", "box", "score", "turned"]

  private let options: DetectionOptions
  private var detector: FaceDetector?

  public init(_ options: DetectionOptions) {
    self.options = options
  }

  /// Writes a record for every face found in the photo.
  ///
  /// - Parameter edit: is called with each face to complete its record; it may throw an
  ///   `InputFailure` about this face.
  /// - Throws: `InputFailure` if the photo cannot be opened or has no face.
  public func eachFace(
    of photo: PhotoRecord, into output: inout PhotoOutput,
    _ edit: (RankedFace) throws -> Void = { _ in }
  ) throws {
    let record = photo.record
    let opened = try photo.photo()
    record.setSize(of: opened)
    record.remove("damaged")
    if opened.pictures > 1 { output.remark(Self.severalPictures(opened.pictures)) }
    let (faces, count) = try faces(in: opened)
    for face in faces {
      record.resetEdits()
      record.set(face, of: count, in: opened)
      try output.write(record) { try edit(face) }
    }
  }

  /// The faces to process, and the number of faces in the photo.
  ///
  /// - Throws: `InputFailure` of kind `no-face` if there is none.
  private func faces(in photo: Photo) throws -> (faces: [RankedFace], count: Int) {
    let found = try find(in: photo)
    let ranked = found.enumerated().map { RankedFace(face: $1, index: $0) }
    guard let largest = ranked.max(by: { $0.face.box.area < $1.face.box.area }) else {
      throw InputFailure("no-face", "no face was found", isExpected: true)
    }
    return (options.onlyLargest ? [largest] : ranked, ranked.count)
  }

  private static func severalPictures(_ count: Int) -> Remark {
    Remark(
      "has \(count) pictures",
      ofAll: "of a file with several pictures, only the main one is used, usually the first")
  }

  private func find(in photo: Photo) throws -> [DetectedFace] {
    let detector = try self.detector ?? makeDetector()
    self.detector = detector
    return try failing { () throws(VisionError) in
      try detector.faces(in: photo, search: options.search, minimumScore: options.minimumScore)
    }
  }

  private func makeDetector() throws -> FaceDetector {
    let path: String? =
      switch options.detector {
      case .hog: nil
      case .haar:
        try modelPath(
          DetectionOptions.haarModel, system: DetectionOptions.modelFolders,
          remedy: "install Debian's opencv-data (make setup does)")
      case .cnn:
        try modelPath(DetectionOptions.cnnModel, system: [], remedy: "run fc-models")
      }
    return try failing(model: path ?? "") { () throws(VisionError) in
      try FaceDetector(options.detector, modelPath: path)
    }
  }
}

extension Box {
  var area: Int { width * height }
}

extension Record {
  /// Sets the fields of a detected face.
  public func set(_ ranked: RankedFace, of count: Int, in photo: Photo) {
    setSize(of: photo)
    set("face") { $0.integer(ranked.index) }
    set("faces") { $0.integer(count) }
    set("box") { text in
      let box = ranked.face.box
      text.list([box.x, box.y, box.width, box.height]) { $0.integer($1) }
    }
    // If the photo is still damaged, this is set again when the record is written.
    remove("damaged")
    set("score") { $0.fixed(ranked.face.score, decimals: 4) }
    if ranked.face.turned == 0 {
      remove("turned")
    } else {
      set("turned") { $0.integer(ranked.face.turned) }
    }
  }

  /// Degrees clockwise by which the photo must be turned for the record's face to be upright: 0,
  /// 90, 180 or 270.
  ///
  /// - Throws: `InputFailure` if `turned` is anything else.
  public func turned() throws(InputFailure) -> Int {
    guard holds("turned") else { return 0 }
    guard let number = number("turned"), let degrees = Int(exactly: number),
      [0, 90, 180, 270].contains(degrees)
    else {
      throw InputFailure("bad-box", "turned must be 90, 180 or 270, or absent")
    }
    return degrees
  }
}
