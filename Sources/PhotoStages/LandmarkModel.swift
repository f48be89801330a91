import Filter
import Vision

/// The 68-point model's file: dlib's, and its packed form, which opens at once.
public enum LandmarkModel {
  static let name = "shape_predictor_68_face_landmarks.dat"
  /// System folders with dlib's file.
  public static let folders = ["/usr/share/dlib"]
  static let packedName = "shape_predictor_68_face_landmarks.packed"

  /// The files that `open` would read, if they exist.
  static func files(given: String?) -> [String] {
    [given ?? optionalModelPath(name, system: folders), optionalModelPath(packedName)]
      .compactMap(\.self)
  }

  /// Opens the model for a stage.
  ///
  /// - Parameters:
  ///   - given: the path from the program's option.
  ///   - option: the name of that option.
  /// - Throws: `Fatal` if the model is missing or bad.
  public static func open(given: String?, option: String = "--model") throws -> LandmarkPredictor {
    let packed = optionalModelPath(packedName)
    let path = try self.path(given: given, option: option)
    return try failing(model: path) { () throws(VisionError) in
      try LandmarkPredictor(modelPath: path, packedPath: packed)
    }
  }

  /// Writes the packed form of dlib's file, unless the target is already complete.
  ///
  /// - Throws: `Fatal` if the model is missing or bad, or the file cannot be written.
  public static func pack(given: String?, to target: String) throws {
    let path = try self.path(given: given, option: "--model")
    guard
      FileIdentity(path: target) == nil || FileIdentity(path: path) != FileIdentity(path: target)
    else {
      throw Fatal("is the model itself: name another file with --pack-model", at: target)
    }
    if LandmarkPredictor.isWhole(packedPath: target, modelPath: path) { return }
    let bytes = try failing(model: path) { () throws(VisionError) in
      try LandmarkPredictor.packed(modelPath: path)
    }
    try writeFile(target, bytes)
    dropFromMemory(target)
  }

  private static func path(given: String?, option: String) throws -> String {
    try modelPath(
      name, given: given, option: option, system: folders,
      remedy: "install Debian's libdlib-data (make setup does)")
  }
}
