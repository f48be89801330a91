import Glibc
import NumberText

/// Names of a list at its beginning that lead nowhere. Where all do, they are meant from another
/// folder, and that is said once.
struct MissingNames {
  private static let mostHeld = 1000
  private var held: [(message: String, place: String)] = []
  /// Whether no name has been found yet that leads somewhere.
  private var mayWait = true

  /// Keeps a failure for later; false where it is to be told now.
  mutating func takes(_ message: String, at place: String) -> Bool {
    guard mayWait, held.count < Self.mostHeld else { return false }
    held.append((message, place))
    return true
  }

  /// Gives back what was kept, and keeps nothing more.
  mutating func release() -> [(message: String, place: String)] {
    mayWait = false
    defer { held = [] }
    return held
  }

  /// What is wrong where the list has ended and no name of it was there; nil where that is not so,
  /// or one name alone says no more than its own message does.
  var sentence: String? {
    guard let first = held.first?.place else { return nil }
    let none = held.count == 1 ? "" : "none of the \(counted(held.count, "name")) is there: "
    if !first.contains("/"), let folder = Self.folder(with: first) {
      return "\(none)\(first) is in \(folder)/: 'ls \(folder)/*' names its files with the folder, "
        + "and as an operand \(folder)/ stands for all its photos"
    }
    guard held.count > 1 else { return nil }
    return "\(none)names such as '\(first)' are looked for from this folder: give them with their "
      + "own, as 'ls folder/*' does, or name the folder as an operand"
  }

  /// A folder in this one that has a file of this name.
  private static func folder(with name: String) -> String? {
    (folderNames(Array(".".utf8)) ?? []).prefix(1000).lazy
      .compactMap { String(validating: $0, as: UTF8.self) }
      .first { access("\($0)/\(name)", F_OK) == 0 }
  }
}
