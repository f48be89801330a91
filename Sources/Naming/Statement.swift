/// Something that somebody said about clusters or faces.
public struct Statement: Sendable, Equatable {
  public var body: Body
  /// Where it was read, for messages: `names.ndjson:3`.
  public var location: String

  public init(_ body: Body, at location: String) {
    (self.body, self.location) = (body, location)
  }

  public enum Body: Sendable, Equatable {
    /// The name of a cluster; nil removes it.
    case nameCluster(String?, Group)
    /// The name of individual faces, whatever their clusters are called.
    case nameFaces(String?, [FacePlace])
    /// All become one cluster: the first, which keeps its number and name.
    case merge([Group])
    /// The faces belong to a cluster, or with nil to a new one, and not to `from`.
    case move([FacePlace], from: Group?, to: Group?)
    /// The faces do not belong to the cluster.
    case not([FacePlace], Group)
  }

  /// How a cluster is identified.
  public enum Group: Sendable, Equatable {
    /// By its number, which means nothing once the clusters are made anew.
    case number(Int)
    /// By some of its faces: the cluster with most of them; of several, the one with the first
    /// face.
    case holding([FacePlace])
  }
}

/// The rules for names.
public enum NameRule {
  /// In Unicode scalars.
  public static let longest = 200

  /// The name without surrounding white space.
  ///
  /// - Throws: `UnfitName` where it is empty, too long, or contains what would control a terminal.
  public static func checked(_ name: String) throws(UnfitName) -> String {
    var scalars = name.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    guard !scalars.isEmpty else { throw UnfitName(reason: "a name is empty") }
    guard scalars.count <= longest else {
      throw UnfitName(
        reason: "a name has \(scalars.count) characters; the maximum is \(longest)")
    }
    let isControl = { (scalar: Unicode.Scalar) in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    guard !scalars.contains(where: isControl) else {
      throw UnfitName(reason: "a name contains a control character")
    }
    return String(scalars)
  }
}

/// Why a text cannot be a name.
public struct UnfitName: Error, Equatable, Sendable {
  public let reason: String
}
