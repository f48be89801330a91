import Clustering
import FaceGeometry
import Filter
import Records

/// Which face of which photo each record is about, for what keeps the faces of a photo apart.
///
/// A photo that was listed twice is one photo, also where it is spelt `./a.jpg` or `x//a.jpg`;
/// links are not followed. Its face that was found twice is one face: one of the same box (they
/// share more than half of what both cover), where a box is missing one of the same number, where
/// that is missing too one of the same vector.
public struct PhotoFaces {
  private struct Face {
    let photo: String
    let number: Int?
    let box: [Double]?
  }

  /// The fields that are looked at.
  public static let fields = ["path", "face", "box"]

  private var faces: [Face] = []

  public init() {}

  /// - Throws: `InputFailure` where the record has no path.
  public mutating func append(_ record: Record) throws(InputFailure) {
    let photo = try Self.photo(of: record)
    let box = record.numbers("box").map { Array($0.values) }
    faces.append(
      Face(
        photo: photo, number: record.integer("face"),
        box: box.flatMap { $0.count == 4 && $0.allSatisfy(\.isFinite) ? $0 : nil }))
  }

  /// The record's path without what does not matter.
  ///
  /// - Throws: `InputFailure` where there is none.
  public static func photo(of record: Record) throws(InputFailure) -> String {
    guard let path = record.string("path") else {
      throw InputFailure(
        "no-path", "the record has no path, and --apart asks which faces are of one photo")
    }
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    let start = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    return start + parts.map { String(Substring($0)) }.joined(separator: "/")
  }

  /// The order of the records by photo, number and box.
  public var ranks: [Int] {
    let order = faces.indices.sorted { first, second in
      let (a, b) = (faces[first], faces[second])
      if a.photo != b.photo { return a.photo < b.photo }
      if a.number != b.number { return (a.number ?? -1) < (b.number ?? -1) }
      return (a.box ?? []).lexicographicallyPrecedes(b.box ?? [])
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, row) in order.enumerated() { ranks[row] = rank }
    return ranks
  }

  /// The photo of each row of `vectors`, and the first row that shows the same face of it.
  ///
  /// - Parameter rows: which record each row is of.
  public func apart(_ rows: [Int], _ vectors: Vectors) -> ChineseWhispers.Apart {
    var numbers: [String: Int] = [:]
    var seen: [[Int]] = []
    var photos: [Int] = []
    var same: [Int] = []
    for (place, row) in rows.enumerated() {
      let photo = numbers[faces[row].photo] ?? seen.count
      if photo == seen.count {
        numbers[faces[row].photo] = photo
        seen.append([])
      }
      let twin = seen[photo].first { other in
        isSame(faces[row], faces[rows[other]]) ?? (vectors[place] == vectors[other])
      }
      if twin == nil { seen[photo].append(place) }
      photos.append(photo)
      same.append(twin ?? place)
    }
    return ChineseWhispers.Apart(groups: photos, same: same)
  }

  /// Whether two faces of one photo are one; nil where the records do not tell.
  private func isSame(_ a: Face, _ b: Face) -> Bool? {
    if let first = a.box, let second = b.box { return overlap(first, second) > 0.5 }
    guard let first = a.number, let second = b.number else { return nil }
    return first == second
  }
}
