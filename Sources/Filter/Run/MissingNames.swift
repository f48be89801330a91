import Glibc
import NumberText

/// Paths at the beginning of a list at which there is no file. Where that is so for all, they are
/// probably relative to another folder, and that is reported once.
struct MissingNames {
  private static let maximumHeld = 1000
  private var held: [(message: String, location: String)] = []
  /// Whether no file has been found yet.
  private var mayWait = true

  /// Holds a failure back; false where it is to be reported now.
  mutating func takes(_ message: String, at location: String) -> Bool {
    guard mayWait, held.count < Self.maximumHeld else { return false }
    held.append((message, location))
    return true
  }

  /// Returns what was held back, and holds nothing back from now on.
  mutating func release() -> [(message: String, location: String)] {
    mayWait = false
    defer { held = [] }
    return held
  }

  /// The message for a list that ended without any file being found; nil where one was, or where
  /// the message of a single path says as much.
  var sentence: String? {
    guard let first = held.first?.location else { return nil }
    let none = held.count == 1 ? "" : "none of the \(counted(held.count, "name")) is there: "
    if !first.contains("/"), let folder = Self.folder(with: first) {
      return "\(none)\(first) is in \(folder)/: use 'ls \(folder)/*', which prints the folder, or "
        + "give \(folder)/ as an operand"
    }
    guard held.count > 1 else { return nil }
    return "\(none)names such as '\(first)' are not in the current folder: give them with theirs, "
      + "as 'ls folder/*' does, or give the folder as an operand"
  }

  /// A subfolder of this folder that has a file of this name.
  private static func folder(with name: String) -> String? {
    (folderNames(Array(".".utf8)) ?? []).prefix(1000).lazy
      .compactMap { String(validating: $0, as: UTF8.self) }
      .first { access("\($0)/\(name)", F_OK) == 0 }
  }
}
