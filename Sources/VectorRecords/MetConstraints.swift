import Clustering
import Filter
import NameRecords
import Naming

/// Constraints as links between rows: the links that can all be met, and the constraints that
/// cannot.
public struct MetConstraints {
  public private(set) var links: [ChineseWhispers.Link] = []
  public private(set) var refusals: [Refusal] = []

  /// A constraint that is not met, or not for all faces.
  public struct Refusal: Equatable, Sendable {
    public enum Reason: Sendable {
      /// A later statement about the face contradicts it.
      case replaced
      /// Later statements keep the faces apart.
      case parted
      /// Later statements put the faces together.
      case joined
      /// Faces of one photo would be put together.
      case samePhoto
    }

    public let constraint: Constraint
    public let reason: Reason
    /// The first of the other faces for which it cannot be met.
    public let other: FacePlace
  }

  private var linked: LinkedRows
  private let rows: [Int]

  /// - Parameters:
  ///   - constraints: in descending order of precedence.
  ///   - rows: the row of each face.
  ///   - apart: other rows that must stay apart, and rows that are the same.
  public init(_ constraints: [Constraint], rows: [Int], apart: ChineseWhispers.Apart?) {
    self.rows = rows
    linked = LinkedRows(count: rows.count, groups: apart?.groups)
    for (row, same) in (apart?.same ?? []).enumerated() { linked.unite(same, row) }
    for constraint in constraints {
      for face in [constraint.face] + constraint.others { joinTwins(of: face) }
      if constraint.kind == .together { join(constraint) } else { part(constraint) }
    }
  }

  private func row(of face: Constraint.Face) -> Int { rows[face.rows[0]] }

  /// A face in a photo that is listed twice has two rows: a statement about it applies to both.
  private mutating func joinTwins(of face: Constraint.Face) {
    for twin in face.rows.dropFirst() {
      guard (try? linked.join(row(of: face), rows[twin])) != nil else { continue }
      links.append(.init(row(of: face), rows[twin], isTogether: true))
    }
  }

  private mutating func join(_ constraint: Constraint) {
    let row = row(of: constraint.face)
    // The statement names some of a cluster's faces but is about the whole cluster: link all or
    // none.
    let blocked = constraint.others.first {
      guard !$0.isMovedLater else { return false }
      let other = self.row(of: $0)
      if constraint.isReplaced { return linked.root(of: other) != linked.root(of: row) }
      return linked.refusal(row, other) == .parted
    }
    guard !constraint.isReplaced, blocked == nil else {
      if let blocked { refuse(constraint, .parted, blocked) }
      return
    }
    for face in constraint.others {
      do throws(LinkedRows.Refusal) {
        try linked.join(row, self.row(of: face))
        links.append(.init(row, self.row(of: face), isTogether: true))
      } catch {
        guard !face.isMovedLater else { continue }
        refuse(constraint, error == .parted ? .parted : .samePhoto, face)
      }
    }
  }

  private mutating func part(_ constraint: Constraint) {
    let row = row(of: constraint.face)
    for face in constraint.others {
      if linked.part(row, self.row(of: face)) {
        links.append(.init(row, self.row(of: face), isTogether: false))
      } else if !face.isMovedLater {
        refuse(constraint, .joined, face)
      }
    }
  }

  private mutating func refuse(
    _ constraint: Constraint, _ reason: Refusal.Reason, _ other: Constraint.Face
  ) {
    let reason = constraint.later != nil && reason != .samePhoto ? .replaced : reason
    if let last = refusals.last, last.constraint == constraint, last.reason == reason { return }
    refusals.append(Refusal(constraint: constraint, reason: reason, other: other.place))
  }
}

extension MetConstraints.Refusal.Reason {
  fileprivate var sentence: String {
    switch self {
    case .replaced: "a later line says otherwise about this face, and takes precedence"
    case .parted: "these faces cannot be together: later lines keep them apart, and take precedence"
    case .joined: "these faces cannot be apart: later lines put them together, and take precedence"
    case .samePhoto:
      "these faces cannot be together: --apart keeps the faces of a photo apart"
    }
  }
}

extension Run {
  /// The links between rows that statements ask for. Reports constraints that cannot be met, and
  /// statements about faces that are missing.
  ///
  /// - Parameters:
  ///   - rows: the row of each face.
  ///   - apart: other rows that must stay apart.
  public func links(
    _ statements: [Statement], _ faces: PhotoFaces, rows: [Int], apart: ChineseWhispers.Apart?
  ) throws -> [ChineseWhispers.Link] {
    let constraints = Constraints(statements, FaceIndex(faces.faces))
    for (reason, place) in constraints.unfit {
      try statementFailed(reason.sentence, about: reason.subject, at: place)
    }
    let met = MetConstraints(constraints.all, rows: rows, apart: apart)
    for refusal in met.refusals.reversed() {
      let constraint = refusal.constraint
      if refusal.reason == .replaced {
        noteAlike(
          refusal.reason.sentence, about: "\(constraint.face.place), \(constraint.later ?? "")",
          at: constraint.location)
      } else {
        try statementFailed(
          refusal.reason.sentence, about: "\(constraint.face.place) and \(refusal.other)",
          at: constraint.location)
      }
    }
    return met.links
  }
}
