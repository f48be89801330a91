import NumberText

/// What comes to be known of an input while it is gone through.
package final class EntryCounts {
  /// Of each operand, how many entries it has; nil where that is not known yet.
  fileprivate(set) var parts: [Int?]
  /// Whether anybody wants to know the total: lists are read ahead for it.
  package var areWanted = false
  /// Sentences about folders: what of them was left out.
  package fileprivate(set) var leftOut: [(folder: String, message: String)] = []

  init(operands: [[UInt8]], standardInput: [UInt8]) {
    parts = operands.map { $0 == standardInput ? nil : 1 }
  }

  /// How many entries there are in all; nil where that is not known yet.
  package var total: Int? {
    parts.reduce(0) { sum, part in sum.flatMap { sum in part.map { sum + $0 } } }
  }

  func set(_ count: Int?, of part: Int) { parts[part] = count }

  /// - Parameter links: those that lead to folders.
  func leaveOut(files: Int, folders: Int, links: Int, ofFolder folder: String) {
    var parts: [String] = []
    if files > 0 {
      parts.append("\(counted(files, "file")) that \(files == 1 ? "is" : "are") no picture")
    }
    if folders > 0 { parts.append("\(counted(folders, "folder")) (-r takes what is in them)") }
    if links > 0 {
      parts.append("\(counted(links, "link")) to \(links == 1 ? "a folder" : "folders")")
    }
    if !parts.isEmpty { leftOut.append((folder, "left out: \(parts.joined(separator: ", "))")) }
  }
}
