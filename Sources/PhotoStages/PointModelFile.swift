import Filter
import Records
import Vision

/// Files of models that find points: those that are installed, and those that fc-train makes.
public enum PointModelFile {
  /// Names of the installed ones.
  public static let names = ["hairline", "template"]

  /// - Parameter given: one of the names, or a path.
  /// - Throws: `Fatal` where the file is missing or bad.
  public static func open(_ given: String) throws -> PointModel {
    let isInstalled = names.contains(given)
    let path = try modelPath(
      isInstalled ? "\(given).points" : given, given: isInstalled ? nil : given,
      option: "--model", system: [], remedy: "install it with make install")
    let bytes = try readFile(path)
    let model = try failing(model: path) { () throws(VisionError) in try PointModel(bytes: bytes) }
    guard !reservedFields.contains(model.field) else {
      throw Fatal(
        "the model's points are called '\(model.field)', as another stage's field is", at: path)
    }
    return model
  }

  /// Fields that other programs set: a model's points may not be called so.
  public static let reservedFields: Set = [
    "path", "width", "height", "face", "faces", "box", "score", "landmarks", "features", "base",
    "roll",
    "yaw", "embedding", "cluster", "distance", "runner_up", "margin", "unknown", "type", "planted",
    "error", "words", "look", "fit", "next_look", "why", "name", "label", "turned", "damaged",
  ]
}

extension PointModel {
  /// The fields that finding points sets.
  public var fields: [String] { [field, field + "_spread", field + "_reason"] }
}

extension Record {
  /// Sets what a model found, to hundredths of a px; null where it is not to be trusted.
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
