import Clustering
import Filter
import NameRecords
import Naming
import Records

/// Which face of which photo each record is about: needed to keep the faces of a photo apart, and
/// for statements about faces.
///
/// A photo that was listed twice is one photo, even if it is spelt `./a.jpg` or `x//a.jpg`; links
/// are not followed. Two records of one photo are the same face if their boxes match (share more
/// than half of what both cover); without a box, if their face numbers are equal; without those
/// too, if their vectors are equal.
public struct PhotoFaces {
  /// The fields that are read.
  public static let fields = Record.facePlaceFields

  /// One per record.
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
      throw InputFailure("no-path", "the record has no path, which is needed to tell faces apart")
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

  /// The photo of each row, and the first row that shows the same face in it.
  ///
  /// - Parameters:
  ///   - rows: the record of each row.
  ///   - areEqual: whether two rows have equal vectors.
  public func apart(_ rows: [Int], areEqual: (Int, Int) -> Bool) -> ChineseWhispers.Apart {
    var numbers: [String: Int] = [:]
    var seen: [[Int]] = []
    var photos: [Int] = []
    var same: [Int] = []
    for (position, row) in rows.enumerated() {
      let photo = numbers[faces[row].photo] ?? seen.count
      if photo == seen.count {
        numbers[faces[row].photo] = photo
        seen.append([])
      }
      let twin = seen[photo].first { other in
        faces[row].isSame(as: faces[rows[other]]) ?? areEqual(position, other)
      }
      if twin == nil { seen[photo].append(position) }
      photos.append(photo)
      same.append(twin ?? position)
    }
    return ChineseWhispers.Apart(groups: photos, same: same)
  }
}
