import FaceGeometry
import Filter
import PhotoStages
import VectorRecords
import Vision

struct Options: Sendable {
  var field: String?
  var isTemplate = false
  var range: Range<Int>?
  var name: String?
  var modelOut: String?
  var method = PointMethod.trees
  var folds = 5
  var mirror = Mirror.found
  var labels = LabelOptions()
  var seed = 1

  /// The source of the hand-placed points, and the name of the model's points.
  func source() throws(UsageError) -> (PlacedPoints, name: String) {
    guard (field != nil) != isTemplate else {
      throw UsageError("no source of hand-placed points: give --points FIELD or --tem")
    }
    guard isTemplate || range == nil else { throw UsageError("--tem-points needs --tem") }
    guard let name = name ?? field else {
      throw UsageError("--name FIELD is missing: name a field for the model's points")
    }
    let isWord = name.utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
    }
    guard isWord, 1...PointTrainer.longestName - 7 ~= name.utf8.count,
      !PointModelFile.reservedFields.contains(name)
    else {
      throw UsageError(
        "'\(name)' cannot be the name of the points: --name takes up to "
          + "\(PointTrainer.longestName - 7) letters, "
          + "digits and underscores, and no other program's field")
    }
    return (field.map { .field($0) } ?? .template(range), name)
  }
}

/// The points that a mirror swaps.
enum Mirror: Sendable {
  /// Found from the mean face.
  case found
  case none
  /// 0-based numbers; points without a pair are their own partners.
  case given([(Int, Int)])

  init(_ given: String) throws(UsageError) {
    switch given {
    case "found": self = .found
    case "none": self = .none
    default:
      var pairs: [(Int, Int)] = []
      for pair in given.split(separator: ",", omittingEmptySubsequences: false) {
        let ends = pair.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count == 2, let a = ends[0], let b = ends[1], a >= 0, b >= 0 else {
          throw UsageError("--mirror takes found, none or pairs such as 0-10,1-9, not '\(given)'")
        }
        pairs.append((a, b))
      }
      self = .given(pairs)
    }
  }

  /// - Parameter shapes: the points of each face, px of the upright frame.
  func pairs(of shapes: [[SIMD2<Double>]]) throws(UsageError) -> MirrorPairs? {
    let count = shapes.first?.count ?? 0
    switch self {
    case .none: return nil
    case .found:
      return MirrorPairs(of: (0..<count).map { point in centre(of: shapes.map { $0[point] }) })
    case .given(let pairs):
      var partners = Array(0..<count)
      for (a, b) in pairs {
        guard a < count, b < count, partners[a] == a, partners[b] == b else {
          throw UsageError(
            "--mirror has the pair \(a)-\(b): a number occurs twice, or is above \(count - 1)")
        }
        (partners[a], partners[b]) = (b, a)
      }
      return MirrorPairs(partners: partners)
    }
  }
}

/// A range such as "134-144", inclusive.
func pointRange(_ given: String) throws(UsageError) -> Range<Int> {
  let ends = given.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  guard ends.count == 2, let first = ends[0], let last = ends[1], 0 <= first, first < last,
    PointTrainer.counts ~= last - first + 1
  else {
    throw UsageError("--tem-points takes a range of numbers from 0 such as 134-144, not '\(given)'")
  }
  return first..<last + 1
}
