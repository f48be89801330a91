import Filter
import Records
import Vision

/// Files of point models: the installed ones, and those that fc-train makes.
public enum PointModelFile {
  /// Names of the installed models.
  public static let names = ["hairline", "template"]

  /// - Parameter given: one of the names, or a path.
  /// - Throws: `Fatal` if the file is missing or bad.
  public static func open(_ given: String) throws -> PointModel {
    let isInstalled = names.contains(given)
    let path = try modelPath(
      isInstalled ? "\(given).points" : given, given: isInstalled ? nil : given,
      option: "--model", system: [], remedy: "install it with make install")
    let bytes = try readFile(path)
    let model = try failing(model: path) { () throws(VisionError) in try PointModel(bytes: bytes) }
    guard !reservedFields.contains(model.field) else {
      throw Fatal(
        "the model's field '\(model.field)' already belongs to another stage", at: path)
    }
    return model
  }

  /// Fields that other programs set; a model must not use these names.
  public static let reservedFields: Set = [
    "path", "width", "height", "face", "faces", "box", "score", "landmarks", "features", "base",
    "roll",
    "yaw", "embedding", "cluster", "distance", "runner_up", "margin", "unknown", "type", "planted",
    "error", "words", "look", "fit", "next_look", "why", "name", "label", "turned", "damaged",
  ]
}

extension PointModel {
  /// The fields that the model's results are written to.
  public var fields: [String] { [field, field + "_spread", field + "_reason"] }
}

extension Record {
  /// Sets the points that a model found, rounded to hundredths of a px; null if they are not
  /// reliable.
  public func set(_ found: FoundPoints, of model: PointModel) {
    let fields = model.fields
    set(fields[0]) { text in
      guard found.reason == nil else { return text.null() }
      text.points(found.points)
    }
    set(fields[1]) { $0.fixed(found.spread, decimals: 4) }
    if let reason = found.reason {
      set(fields[2]) { $0.string(reason.rawValue) }
    } else {
      remove(fields[2])
    }
  }
}
