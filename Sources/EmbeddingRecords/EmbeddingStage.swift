import FaceGeometry
import Filter
import PhotoStages
import Records
import Threads
import Vision

/// How embeddings are made; the options that fc-embed shares with the programs that compare them.
public struct EmbeddingOptions: Sendable {
  public var model: String?
  public var jitter = 0
  public var landmarks = LandmarkOptions(modelOption: "landmark-model")

  /// The system's folders of models.
  public static let modelFolders = LandmarkOptions.modelFolders
  private static let networkName = "dlib_face_recognition_resnet_model_v1.dat"

  public static var options: [Option<EmbeddingOptions>] {
    [
      .integer(
        "jitter", \.jitter, in: 0...1000, default: "0",
        "Average over N crops that are slightly shifted, rotated and mirrored: more stable, but N "
          + "times the work"),
      .text("model", "FILE", \.model, "The face descriptor network"),
    ] + LandmarkOptions.options(modelOption: "landmark-model").map { $0.lifted(\.landmarks) }
  }

  public init() {}

  /// The models that are read to make embeddings, including those for finding faces and points.
  public var modelFiles: [String] {
    landmarks.modelFiles + [model ?? optionalModelPath(Self.networkName)].compactMap(\.self)
  }

  /// The network, read when the first face comes.
  public func embedder() -> Shared<FaceEmbedder> {
    Shared { [model] in
      let path = try modelPath(
        Self.networkName, given: model, option: "--model", system: [], remedy: "run fc-models")
      return try failing(model: path) { () throws(VisionError) in
        try FaceEmbedder(modelPath: path)
      }
    }
  }
}

/// Turns a record into the embeddings of its faces; one per worker.
public final class EmbeddingStage {
  /// The field that the stage sets.
  public static let field = "embedding"
  /// The fields that are read or set.
  public static let fields = LandmarkStage.fields + [field]

  private let landmarks: LandmarkStage
  private let embedder: Shared<FaceEmbedder>
  private let jitter: Int

  public init(
    _ options: EmbeddingOptions, _ predictor: Shared<LandmarkPredictor>,
    _ embedder: Shared<FaceEmbedder>
  ) {
    landmarks = LandmarkStage(options.landmarks, predictor)
    self.embedder = embedder
    jitter = options.jitter
  }

  /// Writes a record with its embedding for every face of the photo.
  ///
  /// - Throws: `InputFailure` like `LandmarkStage`, `Fatal` where a model is missing.
  public func eachFace(of photo: PhotoRecord, into output: inout PhotoOutput) throws {
    try landmarks.eachFace(withLandmarksOf: photo, into: &output) { points in
      let picture = try photo.photo()
      let embedder = try embedder.get()
      let embedding = try failing { () throws(VisionError) in
        try embedder.embedding(of: FaceChip(of: picture, landmarks: points), jitters: jitter)
      }
      photo.record.set(Self.field) { text in
        text.list(embedding) { $0.sevenDigits(Double($1)) }
      }
    }
  }
}
