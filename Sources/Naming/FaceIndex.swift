/// Finds the records of a face.
public struct FaceIndex: Sendable {
  /// One per row.
  public let faces: [FacePlace]
  private let rowsOfPhoto: [String: [Int]]
  /// Boxes of different detectors differ, but those of two faces hardly ever overlap so much.
  private static let leastOverlap = 0.3

  /// - Complexity: O(faces).
  public init(_ faces: [FacePlace]) {
    self.faces = faces
    rowsOfPhoto = Dictionary(grouping: faces.indices) { faces[$0].photo }
  }

  /// Why a face was not found.
  public enum Missing: Error, Equatable, Sendable {
    case photo
    case place
    /// The photo has this many faces, and nothing says which one is meant.
    case ambiguous(Int)
  }

  /// The rows of one face: more than one where its photo is listed twice.
  ///
  /// The face with the nearest box is chosen; without a box, the one with the number; with neither,
  /// the only face of the photo.
  ///
  /// - Complexity: O(faces of the photo).
  public func rows(of place: FacePlace) throws(Missing) -> [Int] {
    guard let rows = rowsOfPhoto[place.photo] else { throw .photo }
    let overlaps = rows.map { (row: $0, overlap: faces[$0].overlap(place)) }
    if overlaps.contains(where: { $0.overlap != nil }) {
      var best = (row: -1, overlap: Self.leastOverlap)
      for case (let row, let overlap?) in overlaps where overlap > best.overlap {
        best = (row, overlap)
      }
      guard best.row >= 0 else { throw .place }
      return same(as: best.row, among: rows)
    }
    if let number = place.number, rows.contains(where: { faces[$0].number != nil }) {
      guard let row = rows.first(where: { faces[$0].number == number }) else { throw .place }
      return same(as: row, among: rows)
    }
    let all = same(as: rows[0], among: rows)
    guard all.count == rows.count else { throw .ambiguous(distinct(rows)) }
    return all
  }

  private func same(as row: Int, among rows: [Int]) -> [Int] {
    rows.filter { $0 == row || faces[row].isSame(as: faces[$0]) ?? true }
  }

  private func distinct(_ rows: [Int]) -> Int {
    var kept: [Int] = []
    for row in rows where !kept.contains(where: { faces[$0].isSame(as: faces[row]) ?? true }) {
      kept.append(row)
    }
    return kept.count
  }
}

extension FaceIndex.Missing {
  /// The message about a missing face.
  func reason(_ place: FacePlace) -> UnfitReason {
    switch self {
    case .photo: UnfitReason("no record is of the photo", place.path)
    case .place: UnfitReason("the photo has no face there", place.description)
    case .ambiguous(let count):
      UnfitReason("the photo has \(count) faces: say which, with box or face", place.path)
    }
  }
}

/// Why a statement, or a part of it, does not apply.
public struct UnfitReason: Error, Equatable, Sendable {
  /// In words that fit many statements, so that repeated messages can be counted.
  public let sentence: String
  /// The face or cluster in question; empty where the sentence says everything.
  public let subject: String

  init(_ sentence: String, _ subject: String = "") {
    (self.sentence, self.subject) = (sentence, subject)
  }
}
