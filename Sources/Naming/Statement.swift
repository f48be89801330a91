/// One thing that somebody said of clusters or faces.
public struct Statement: Sendable, Equatable {
  public var body: Body
  /// Where it stands, for messages: `names.ndjson:3`.
  public var place: String

  public init(_ body: Body, at place: String) {
    (self.body, self.place) = (body, place)
  }

  public enum Body: Sendable, Equatable {
    /// The cluster is called so; nil takes its name away.
    case nameCluster(String?, Group)
    /// Only these faces are called so, whatever their clusters are called.
    case nameFaces(String?, [FacePlace])
    /// All become one: the first, which keeps number and name.
    case merge([Group])
    /// The faces belong to a cluster; nil: to one of their own. They do not belong to `from`.
    case move([FacePlace], from: Group?, to: Group?)
    /// The faces do not belong to the cluster.
    case not([FacePlace], Group)
  }

  /// Which cluster is meant.
  public enum Group: Sendable, Equatable {
    /// The one of this number: it means nothing once the clusters are made anew.
    case number(Int)
    /// The one that most of these faces are in; of several, that of the first face.
    case holding([FacePlace])
  }
}

/// What a name may be.
public enum NameRule {
  /// In Unicode scalars.
  public static let longest = 200

  /// The name without the space around it.
  ///
  /// - Throws: `Unfit` where it is empty, too long, or holds what would control a terminal.
  public static func checked(_ name: String) throws(UnfitName) -> String {
    var scalars = name.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    guard !scalars.isEmpty else { throw UnfitName(reason: "a name is empty") }
    guard scalars.count <= longest else {
      throw UnfitName(
        reason: "a name has \(scalars.count) characters, of which at most \(longest) can be kept")
    }
    let isControl = { (scalar: Unicode.Scalar) in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    guard !scalars.contains(where: isControl) else {
      throw UnfitName(reason: "a name holds a control character")
    }
    return String(scalars)
  }
}

/// Why a text is no name.
public struct UnfitName: Error, Equatable, Sendable {
  public let reason: String
}
