import Glibc

/// Finds a model file.
///
/// - Parameters:
///   - name: the file's name.
///   - given: the path given by the program's option.
///   - option: the name of that option; nil where there is none.
///   - remedy: how to get the file, for the message where it is missing.
/// - Returns: the first file that exists among the given path, $FC_MODELS,
///   ~/.local/share/face-clustering, the install prefix's share/face-clustering, and the system
///   folders.
/// - Throws: `Fatal` where there is none.
public func modelPath(
  _ name: String, given: String? = nil, option: String? = nil, system: [String], remedy: String
) throws -> String {
  if let given {
    guard access(given, R_OK) == 0 else {
      throw Fatal("the model cannot be read: \(systemMessage())", at: given)
    }
    return given
  }
  if let path = optionalModelPath(name, system: system) { return path }
  let ways = listed([option, "$FC_MODELS"].compactMap(\.self))
  throw Fatal("the model \(name) was not found: \(remedy), or say where it is with \(ways)")
}

/// Like `modelPath`, for an optional file: nil where it is not found.
public func optionalModelPath(_ name: String, system: [String] = []) -> String? {
  var folders: [String] = []
  if let models = getenv("FC_MODELS") {
    folders += String(cString: models).split(separator: ":").map(String.init)
  }
  if let home = getenv("HOME") {
    folders.append(String(cString: home) + "/.local/share/face-clustering")
  }
  if let program = realpath("/proc/self/exe", nil) {
    defer { free(program) }
    let prefix = String(cString: program).split(separator: "/").dropLast(2).joined(separator: "/")
    folders.append("/\(prefix)/share/face-clustering")
  }
  return (folders + system).map { "\($0)/\(name)" }.first { access($0, R_OK) == 0 }
}
