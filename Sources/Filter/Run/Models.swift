import Glibc

/// Finds a model file.
///
/// - Parameters:
///   - name: the file's name.
///   - given: the path that the program's option gave.
///   - option: what that option is called; nil where there is none.
///   - remedy: what fetches the file, for the message where it is missing.
/// - Returns: the first that is there of: the given path, $FC_MODELS,
///   ~/.local/share/face-clustering, the install prefix's share/face-clustering, and the folders of
///   the system.
/// - Throws: `Fatal` where none is.
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
  throw Fatal("the model \(name) is not there: \(remedy), or say where it is with \(ways)")
}

/// Like `modelPath`, for a file that a program can do without: nil where it is nowhere.
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
