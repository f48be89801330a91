import Foundation

/// Runs one case in a fresh folder and compares its output with what is expected.
struct PipelineRunner: Sendable {
  /// The folder that holds the built programs.
  let programs: URL
  /// The project's root, for cases that run something from `examples`.
  let project: URL
  /// The environment, from which some variables are inherited.
  var inherited = ProcessInfo.processInfo.environment
  /// The time after which everything that a case started is killed, unless the case has its own
  /// limit.
  var limit: Duration = .seconds(60)
  /// Rewrites the expectations instead of comparing with them.
  var records = false

  enum Outcome: Sendable, Equatable {
    case passed
    case failed([String])
    /// What the case needs and the machine lacks.
    case skipped(missing: [String])
    /// The expectations that were rewritten.
    case recorded([String])
  }

  func run(_ pipeline: PipelineCase) async throws -> Outcome {
    guard let command = pipeline.contents("cmd") else {
      return .failed(["the file cmd is missing"])
    }
    if !records && pipeline.contents("expout") == nil {
      return .failed(["the file expout is missing"])
    }
    guard let expectedStatus = pipeline.expectedStatus else {
      return .failed(["expstatus does not contain a number"])
    }
    let missing = pipeline.needs.filter { !isThere($0) }
    if !missing.isEmpty { return .skipped(missing: missing) }

    let limit = pipeline.limit ?? limit
    let script = String(decoding: command, as: UTF8.self)
    let result = try await run(script: script, inputsOf: pipeline, limit: limit)
    if result.timedOut {
      return .failed(
        ["still running after \(limit): the process group was killed"] + excerpt(result.errors))
    }
    if records { return try record(result, in: pipeline) }
    let status =
      result.status == expectedStatus
      ? nil : "exit status: expected \(expectedStatus), got \(result.status)"
    let output = Difference.describe(
      "standard output", expected: pipeline.contents("expout") ?? Data(), got: result.output)
    let errors = Difference.describe(
      "standard error", expected: pipeline.contents("experr") ?? Data(), got: result.errors)
    let differences = [status, output, errors].compactMap { $0 }
    return differences.isEmpty ? .passed : .failed(differences)
  }

  /// Gives the command a folder with copies of its inputs, and an empty home and TMPDIR beside it.
  private func run(
    script: String, inputsOf pipeline: PipelineCase, limit: Duration
  ) async throws -> Shell.Result {
    let files = FileManager.default
    let scratch = files.temporaryDirectory.appendingPathComponent("pipeline-\(UUID().uuidString)")
    defer { try? files.removeItem(at: scratch) }
    let work = scratch.appendingPathComponent("work")
    let home = scratch.appendingPathComponent("home")
    let temporary = scratch.appendingPathComponent("tmp")
    for folder in [work, home, temporary] {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    for input in try pipeline.inputs() {
      try files.copyItem(at: pipeline.file(input), to: work.appendingPathComponent(input))
    }
    var variables = environment(home: home, temporary: temporary)
    if pipeline.needs.contains("faces") { variables["FACES"] = faces?.path }
    let shell = Shell(script: script, directory: work, environment: variables, limit: limit)
    return try await shell.run(scratch: scratch)
  }

  private func environment(home: URL, temporary: URL) -> [String: String] {
    var variables = [
      "PATH": "\(programs.path):\(inherited["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")",
      "PROJECT": project.path,
      "HOME": home.path,
      "TMPDIR": temporary.path,
      "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
    ]
    variables["FC_MODELS"] = inherited["FC_MODELS"]
    // For Scripts/coverage: lines are counted in this file, however the program ends.
    variables["LLVM_PROFILE_FILE"] = inherited["LLVM_PROFILE_FILE"].map { "%c\($0)" }
    return variables
  }

  /// The folder of real photos: `$FACES`, or else `../shared/faces` beside the project.
  private var faces: URL? {
    let beside = project.deletingLastPathComponent().appendingPathComponent("shared/faces").path
    let named = inherited["FACES"] ?? ""
    let path = named.isEmpty ? beside : named
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return nil }
    return URL(fileURLWithPath: path)
  }

  /// Whether a folder of `$FC_MODELS` has dlib's networks.
  private var hasModels: Bool {
    (inherited["FC_MODELS"] ?? "").split(separator: ":").contains { folder in
      ["dlib_face_recognition_resnet_model_v1.dat", "mmod_human_face_detector.dat"].allSatisfy {
        FileManager.default.isReadableFile(atPath: "\(folder)/\($0)")
      }
    }
  }

  /// `faces` is the folder of photos, `models` dlib's networks, `user` a user other than root,
  /// `unsanitized` programs built by `make build`, `python:name` a Python module; any other word is
  /// a command on the PATH.
  private func isThere(_ need: String) -> Bool {
    switch need {
    case "faces": return faces != nil
    case "models": return hasModels
    case "user": return geteuid() != 0
    case "unsanitized": return inherited["FC_SANITIZED"] == nil
    case let module where module.hasPrefix("python:"): return hasPython(module.dropFirst(7))
    default:
      let folders =
        [programs.path] + (inherited["PATH"] ?? "").split(separator: ":").map(String.init)
      return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(need)") }
    }
  }

  private func hasPython(_ module: Substring) -> Bool {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", "import \(module)"]
    python.standardError = FileHandle.nullDevice
    guard (try? python.run()) != nil else { return false }
    python.waitUntilExit()
    return python.terminationStatus == 0
  }

  /// Writes the expectations; a file that only contains the default (no messages, status 0) is
  /// removed.
  private func record(_ result: Shell.Result, in pipeline: PipelineCase) throws -> Outcome {
    let status = result.status == 0 ? nil : Data("\(result.status)\n".utf8)
    let wanted = [
      ("expout", result.output), ("experr", result.errors.isEmpty ? nil : result.errors),
      ("expstatus", status),
    ]
    var changed: [String] = []
    for (name, contents) in wanted where pipeline.contents(name) != contents {
      changed.append(name)
      if let contents {
        try contents.write(to: pipeline.file(name))
      } else {
        try FileManager.default.removeItem(at: pipeline.file(name))
      }
    }
    return changed.isEmpty ? .passed : .recorded(changed)
  }

  /// The last lines of standard error, to show why a command hung.
  private func excerpt(_ errors: Data) -> [String] {
    let lines = String(decoding: errors, as: UTF8.self).split(separator: "\n").suffix(5)
    return lines.isEmpty ? [] : ["standard error ended with:\n" + lines.joined(separator: "\n")]
  }
}
