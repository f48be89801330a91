/// What makes a quiz the same one: its faces, their clusters, and how faces are shown. Pages with
/// other questions about them, of another seed, belong to the same quiz: their answers count
/// together.
public struct QuizIdentity: Sendable, Equatable {
  /// A face, told from all others.
  public struct Face: Sendable, Equatable {
    /// Path, number and box, in one text.
    public let name: String
    public let cluster: Int

    public init(name: String, cluster: Int) {
      self.name = name
      self.cluster = cluster
    }
  }

  /// Sixteen hexadecimal digits.
  public let id: String

  /// - Parameter faces: in the order that plans have them in.
  public init(faces: [Face], images: QuizImages) {
    var digest = Digest("quiz 1\n\(images.rawValue)\n")
    for face in faces { digest.add("\(face.cluster)\n\(face.name)\n") }
    id = digest.text
  }

  /// What stands for a picture on the page and in answers: it tells no path.
  ///
  /// - Parameter faces: the names of the faces on it.
  public func key(of faces: [String]) -> String {
    Digest(faces.joined(separator: "\n") + "\n" + id).text
  }

  /// The solution of a question as it stands in the page: which picture is the odd one, whether the
  /// groups are random, and their numbers. Who looks into the page's source does not see it at a
  /// glance; that is all that is meant.
  ///
  /// - Parameter number: of the question, from 1.
  /// - Returns: hexadecimal digits.
  public func sealed(_ question: Question, number: Int) -> String {
    let fields = [question.odd, question.isControl ? 1 : 0, question.groups.x, question.groups.y]
    let text = fields.map(String.init).joined(separator: ",")
    return text.utf8.enumerated().map { place, byte in
      let mask = UInt8(truncatingIfNeeded: Digest("\(place)/\(number)/\(id)").value >> 32)
      let digits = String(byte ^ mask, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}

/// How a quiz shows faces.
public enum QuizImages: String, Sendable, CaseIterable {
  /// Photos, cropped and levelled.
  case embed
  /// Averages of several faces of a group.
  case average
  /// Line drawings.
  case none

  /// The faces on one picture. Averages of four show nobody, and have lost most of what belongs to
  /// one photo alone.
  public var facesPerPicture: Int { self == .average ? 4 : 1 }
}
