import FaceGeometry
import Filter
import LandmarkRecords
import Records
import Threads
import Vision

/// How landmarks are found; the options that fc-landmarks and every stage that may have to find
/// them share.
public struct LandmarkOptions: Sendable {
  public var detection = DetectionOptions()
  /// nil: wherever the model is found.
  public var model: String?
  public var boxes = 3

  /// Where the system keeps the models of all this.
  public static let modelFolders = LandmarkModel.folders + DetectionOptions.modelFolders

  private let modelOption: String

  /// - Parameter modelOption: what `--model` is called where that is another model.
  public init(modelOption: String = "model") {
    self.modelOption = modelOption
  }

  /// The options for values that were made with the same `modelOption`.
  public static func options(modelOption: String = "model") -> [Option<LandmarkOptions>] {
    [
      .integer(
        "boxes", \.boxes, in: 1...17, default: "3",
        "Median over N boxes, each also mirrored; 1 is dlib's plain prediction"),
      .text(modelOption, "FILE", \.model, "The 68-point model"),
    ] + DetectionOptions.options.map { $0.lifted(\.detection) }
  }

  /// The models that are read to find points, and the faces first.
  public var modelFiles: [String] { LandmarkModel.files(given: model) + detection.modelFiles }

  /// The model, read when the first face is there.
  public func predictor() -> Shared<LandmarkPredictor> {
    Shared { try LandmarkModel.open(given: model, option: "--\(modelOption)") }
  }
}

/// One worker's way from a record to its faces' landmarks.
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

  /// Writes a record for every face: for the record's own box, or for all faces that are found in
  /// the photo.
  ///
  /// - Parameter edit: gets the face's points, to hundredths of a px, and adds to its record, or
  ///   throws an `InputFailure` about this face.
  /// - Throws: `InputFailure` where the photo cannot be opened, its record's box lies off it, or it
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
  /// - Throws: `InputFailure` also where they make no face on its photo.
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
    // As they are written: a stage that goes on here finds what one that reads the record finds.
    let points = try failing { () throws(VisionError) in
      try predictor.landmarks(in: photo, box: box, turned: turned, boxes: boxes)
    }
    .map { ($0 * 100).rounded(.toNearestOrAwayFromZero) / 100 }
    guard let points else {
      throw InputFailure("degenerate", "the points lie nowhere near the photo")
    }
    record.set("landmarks") { $0.points(points.points) }
    return points
  }
}
