import FaceGeometry
import Filter
import LandmarkRecords
import Records
import Threads
import Vision

/// How landmarks are found: the options shared by fc-landmarks and every stage that may have to
/// find landmarks.
public struct LandmarkOptions: Sendable {
  public var detection = DetectionOptions()
  /// nil: the model is searched for in the usual folders.
  public var model: String?
  public var boxes = 3

  /// System folders with the landmark model and the detectors' models.
  public static let modelFolders = LandmarkModel.folders + DetectionOptions.modelFolders

  private let modelOption: String

  /// - Parameter modelOption: the name of the model's option, for programs whose `--model` is
  ///   another model.
  public init(modelOption: String = "model") {
    self.modelOption = modelOption
  }

  /// The options, for values created with the same `modelOption`.
  public static func options(modelOption: String = "model") -> [Option<LandmarkOptions>] {
    [
      .integer(
        "boxes", \.boxes, in: 1...17, default: "3",
        "Median over N boxes, each also mirrored; 1 is dlib's plain prediction"),
      .text(modelOption, "FILE", \.model, "The 68-point model"),
    ] + DetectionOptions.options.map { $0.lifted(\.detection) }
  }

  /// The model files for landmarks and for detecting faces.
  public var modelFiles: [String] { LandmarkModel.files(given: model) + detection.modelFiles }

  /// The model, which is read when the first face needs it.
  public func predictor() -> Shared<LandmarkPredictor> {
    Shared { try LandmarkModel.open(given: model, option: "--\(modelOption)") }
  }
}

/// Finds the landmarks of a record's faces, for one worker.
public final class LandmarkStage {
  /// The fields that finding landmarks reads or sets.
  public static let fields = Detection.fields + ["landmarks"]

  private let detection: Detection
  private let predictor: Shared<LandmarkPredictor>
  private let boxes: Int

  public init(_ options: LandmarkOptions, _ predictor: Shared<LandmarkPredictor>) {
    detection = Detection(options.detection)
    self.predictor = predictor
    boxes = options.boxes
  }

  /// Writes a record for the face in the record's own box or, without a box, for every face found
  /// in the photo.
  ///
  /// - Parameter edit: is called with each face's points, rounded to hundredths of a px, to
  ///   complete its record; it may throw an `InputFailure` about this face.
  /// - Throws: `InputFailure` if the photo cannot be opened, the record's box is outside it, or it
  ///   has no face.
  public func eachFace(
    of photo: PhotoRecord, into output: inout PhotoOutput,
    _ edit: (Landmarks) throws -> Void = { _ in }
  ) throws {
    let record = photo.record
    let opened = try photo.photo()
    guard let box = try record.box(on: opened) else {
      return try detection.eachFace(of: photo, into: &output) {
        try edit(landmarks(of: record, in: opened, $0.face.box, turned: $0.face.turned))
      }
    }
    record.setSize(of: opened)
    let turned = try record.turned()
    try output.write(record) { try edit(landmarks(of: record, in: opened, box, turned: turned)) }
  }

  /// The same, but a record that has landmarks keeps them.
  ///
  /// - Throws: `InputFailure` also if these landmarks do not form a face on its photo.
  public func eachFace(
    withLandmarksOf photo: PhotoRecord, into output: inout PhotoOutput,
    _ edit: (Landmarks) throws -> Void
  ) throws {
    guard photo.record.holds("landmarks") else {
      return try eachFace(of: photo, into: &output, edit)
    }
    let opened = try photo.photo()
    let landmarks = try photo.landmarks()
    photo.record.setSize(of: opened)
    try output.write(photo.record) { try edit(landmarks) }
  }

  private func landmarks(
    of record: Record, in photo: Photo, _ box: Box, turned: Int
  ) throws -> Landmarks {
    let predictor = try predictor.get()
    // Rounded as in the record, so that a later stage gets the same result from the record.
    let points = try failing { () throws(VisionError) in
      try predictor.landmarks(in: photo, box: box, turned: turned, boxes: boxes)
    }
    .map { ($0 * 100).rounded(.toNearestOrAwayFromZero) / 100 }
    guard let points else {
      throw InputFailure("degenerate", "the points are nowhere near the photo")
    }
    record.set("landmarks") { $0.points(points.points) }
    return points
  }
}
