import FaceGeometry

/// Identifies a face by its photo and its position there, so that it is recognized in other records
/// of the same photo, whatever number it has in them.
public struct FacePlace: Sendable, Equatable {
  /// The photo, as it was given.
  public let path: String
  /// Left, top, width and height, px; nil where it is not known.
  public let box: [Double]?
  /// The number of the face in the photo, from 0.
  public let number: Int?
  /// The path in a normal form: `./a.jpg` and `x//a.jpg` become `a.jpg` and `x/a.jpg`. Links are
  /// not followed.
  public let photo: String

  /// - Parameter box: nil unless it is four finite numbers.
  public init(path: String, box: [Double]? = nil, number: Int? = nil) {
    self.path = path
    self.box = box.flatMap { $0.count == 4 && $0.allSatisfy(\.isFinite) ? $0 : nil }
    self.number = number
    photo = Self.photo(path)
  }

  /// A path without empty parts and dots.
  public static func photo(_ path: String) -> String {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    let start = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    return start + parts.map { String(Substring($0)) }.joined(separator: "/")
  }

  /// The intersection over union of the boxes: 0 … 1; 1 for equal boxes. Nil without boxes.
  public func overlap(_ other: FacePlace) -> Double? {
    guard let first = box, let second = other.box else { return nil }
    return FaceGeometry.overlap(first, second)
  }

  /// Whether two faces of one photo are the same: their boxes have an intersection over union above
  /// a half or, where a box is missing, they have the same number; nil where neither is known.
  public func isSame(as other: FacePlace) -> Bool? {
    if let overlap = overlap(other) { return overlap > 0.5 }
    guard let number, let second = other.number else { return nil }
    return number == second
  }
}

extension FacePlace: CustomStringConvertible {
  /// For messages: the path, and which of its faces if that is known.
  public var description: String {
    if let box {
      let numbers = box.map { "\(Int(exactly: $0.rounded()) ?? 0)" }
      return "\(path) (at \(numbers.joined(separator: ", ")))"
    }
    return number.map { "\(path) (face \($0))" } ?? path
  }
}
