import NumberText

/// What becomes known about an input while it is read.
package final class EntryCounts {
  /// The number of entries of each operand; nil where it is not known yet.
  fileprivate(set) var parts: [Int?]
  /// Whether the total is needed: if so, lists are read ahead to find it.
  package var areWanted = false
  /// What was left out of folders, as sentences.
  package fileprivate(set) var leftOut: [(folder: String, message: String)] = []

  init(operands: [[UInt8]], standardInput: [UInt8]) {
    parts = operands.map { $0 == standardInput ? nil : 1 }
  }

  /// The total number of entries; nil where it is not known yet.
  package var total: Int? {
    parts.reduce(0) { sum, part in sum.flatMap { sum in part.map { sum + $0 } } }
  }

  func set(_ count: Int?, of part: Int) { parts[part] = count }

  /// - Parameter links: the number of links to folders.
  func leaveOut(files: Int, folders: Int, links: Int, ofFolder folder: String) {
    var parts: [String] = []
    if files > 0 {
      let verb = files == 1 ? "is not a picture" : "are not pictures"
      parts.append("\(counted(files, "file")) that \(verb)")
    }
    if folders > 0 { parts.append("\(counted(folders, "folder")) (-r includes them)") }
    if links > 0 {
      parts.append("\(counted(links, "link")) to \(links == 1 ? "a folder" : "folders")")
    }
    if !parts.isEmpty { leftOut.append((folder, "left out: \(parts.joined(separator: ", "))")) }
  }
}
