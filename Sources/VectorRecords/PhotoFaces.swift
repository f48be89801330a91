import Clustering
import Filter
import NameRecords
import Naming
import Records

/// Which face of which photo each record is about: for what keeps the faces of a photo apart, and
/// for what somebody said of faces.
///
/// A photo that was listed twice is one photo, also where it is spelt `./a.jpg` or `x//a.jpg`;
/// links are not followed. Its face that was found twice is one face: one of the same box (they
/// share more than half of what both cover), where a box is missing one of the same number, where
/// that is missing too one of the same vector.
public struct PhotoFaces {
  /// The fields that are looked at.
  public static let fields = Record.facePlaceFields

  /// One a record.
  public private(set) var faces: [FacePlace] = []

  public init() {}

  /// - Throws: `InputFailure` where the record has no path.
  public mutating func append(_ record: Record) throws(InputFailure) {
    faces.append(record.facePlace(path: try Self.path(of: record)))
  }

  /// Fails where `append` did.
  public static func check(_ record: Record) throws(InputFailure) { _ = try path(of: record) }

  private static func path(of record: Record) throws(InputFailure) -> String {
    guard let path = record.string("path") else {
      throw InputFailure("no-path", "the record has no path, by which faces are told apart")
    }
    return path
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

  /// The photo of each row, and the first row that shows the same face of it.
  ///
  /// - Parameters:
  ///   - rows: which record each row is of.
  ///   - areEqual: whether two rows are of the same vector.
  public func apart(_ rows: [Int], areEqual: (Int, Int) -> Bool) -> ChineseWhispers.Apart {
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
        faces[row].isSame(as: faces[rows[other]]) ?? areEqual(place, other)
      }
      if twin == nil { seen[photo].append(place) }
      photos.append(photo)
      same.append(twin ?? place)
    }
    return ChineseWhispers.Apart(groups: photos, same: same)
  }
}
