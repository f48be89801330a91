/// What identifies a quiz: its faces, their clusters, and how faces are shown. Pages that ask other
/// questions about them, from another seed, belong to the same quiz, and their answers count
/// together.
public struct QuizIdentity: Sendable, Equatable {
  /// Identifies a face.
  public struct Face: Sendable, Equatable {
    /// Path, number and box in one string.
    public let name: String
    public let cluster: Int

    public init(name: String, cluster: Int) {
      self.name = name
      self.cluster = cluster
    }
  }

  /// Sixteen hexadecimal digits.
  public let id: String

  /// - Parameter faces: in the same order as in plans.
  public init(faces: [Face], images: QuizImages) {
    var digest = Digest("quiz 1\n\(images.rawValue)\n")
    for face in faces { digest.add("\(face.cluster)\n\(face.name)\n") }
    id = digest.text
  }

  /// The identifier of a picture on the page and in answers; it does not reveal the path.
  ///
  /// - Parameter faces: the names of the faces in the picture.
  public func key(of faces: [String]) -> String {
    Digest(faces.joined(separator: "\n") + "\n" + id).text
  }

  /// The solution of a question in the form that the page has it: which picture is the odd one,
  /// whether the groups are random, and their numbers. It is only meant not to be seen at a glance
  /// in the page's source.
  ///
  /// - Parameter number: the number of the question, from 1.
  /// - Returns: hexadecimal digits.
  public func sealed(_ question: Question, number: Int) -> String {
    let fields = [question.odd, question.isControl ? 1 : 0, question.groups.x, question.groups.y]
    let text = fields.map(String.init).joined(separator: ",")
    return text.utf8.enumerated().map { index, byte in
      let mask = UInt8(truncatingIfNeeded: Digest("\(index)/\(number)/\(id)").value >> 32)
      let digits = String(byte ^ mask, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}

/// How a quiz shows faces.
public enum QuizImages: String, Sendable, CaseIterable {
  /// Photos, cropped to the face and with evened lighting.
  case embed
  /// Averages of several faces of a group.
  case average
  /// Line drawings.
  case none

  /// The number of faces in one picture. Averages of four show nobody, and have lost most of what
  /// is specific to one photo.
  public var facesPerPicture: Int { self == .average ? 4 : 1 }
}
