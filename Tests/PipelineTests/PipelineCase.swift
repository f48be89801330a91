import Foundation
import Testing

/// One folder `Tests/Pipelines/<topic>/<case>/`: a command and what it must write.
struct PipelineCase: Sendable, CustomTestStringConvertible {
  /// The runner's own files; everything else in the folder is input for the command.
  static let ownFiles: Set<String> = ["cmd", "expout", "experr", "expstatus", "limit", "needs"]

  let folder: URL
  /// `topic/case`.
  let name: String

  var testDescription: String { name }

  init(folder: URL) {
    self.folder = folder
    name = folder.pathComponents.suffix(2).joined(separator: "/")
  }

  /// The case folders below `root`, sorted by name. Files beside them, such as a README, are not
  /// cases.
  static func all(below root: URL) throws -> [PipelineCase] {
    try folders(in: root).flatMap(folders(in:)).map(PipelineCase.init(folder:))
  }

  private static func folders(in parent: URL) throws -> [URL] {
    try FileManager.default
      .contentsOfDirectory(
        at: parent, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles
      )
      .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// The bytes of one of the case's files; nil where the file is missing.
  func contents(_ name: String) -> Data? { FileManager.default.contents(atPath: file(name).path) }

  /// The words of the file `needs`: what must be available for the case to run.
  var needs: [String] { words("needs") }

  /// The number in `expstatus`; 0 without the file; nil where the file does not contain a number.
  var expectedStatus: Int32? {
    guard contents("expstatus") != nil else { return 0 }
    return words("expstatus").first.flatMap { Int32($0) }
  }

  /// The seconds in `limit`, for a command that starts something slow; nil without the file, or
  /// where it does not contain a number above 0.
  var limit: Duration? {
    words("limit").first.flatMap { Int($0) }.flatMap { $0 > 0 ? .seconds($0) : nil }
  }

  /// The names of the files and folders that the command finds in its working directory.
  func inputs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      !Self.ownFiles.contains($0)
    }.sorted()
  }

  private func words(_ name: String) -> [String] {
    contents(name).map {
      String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    }
      ?? []
  }
}
