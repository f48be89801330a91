import Clustering
import Filter
import NameRecords
import Naming

/// What constraints come to among rows: links that can all be met, and what cannot be.
public struct MetConstraints {
  public private(set) var links: [ChineseWhispers.Link] = []
  public private(set) var refusals: [Refusal] = []

  /// A constraint that is not kept, or not for all faces.
  public struct Refusal: Equatable, Sendable {
    public enum Reason: Sendable {
      /// A later statement about the face says otherwise.
      case replaced
      /// Later statements keep the faces apart.
      case parted
      /// Later statements put the faces together.
      case joined
      /// Faces of one photo would come together.
      case samePhoto
    }

    public let constraint: Constraint
    public let reason: Reason
    /// The first of the others with which it cannot be met.
    public let other: FacePlace
  }

  private var linked: LinkedRows
  private let rows: [Int]

  /// - Parameters:
  ///   - constraints: the one that counts most first.
  ///   - rows: the row of each face.
  ///   - apart: what keeps rows apart besides, and which are the same.
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

  /// A photo that is listed twice has its face in two rows: a word on it is meant for both.
  private mutating func joinTwins(of face: Constraint.Face) {
    for twin in face.rows.dropFirst() {
      guard (try? linked.join(row(of: face), rows[twin])) != nil else { continue }
      links.append(.init(row(of: face), rows[twin], isTogether: true))
    }
  }

  private mutating func join(_ constraint: Constraint) {
    let row = row(of: constraint.face)
    // All of them, or none: what is known of some of a cluster's faces is known of the cluster.
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
    case .replaced: "a later line says otherwise of the face, and counts"
    case .parted: "these faces cannot be together: later lines, which count, keep them apart"
    case .joined: "these faces cannot be apart: later lines, which count, put them together"
    case .samePhoto:
      "these faces cannot be together: --apart keeps the faces of a photo apart, and counts"
    }
  }
}

extension Run {
  /// The links among rows that files of statements ask for. What cannot be met, and what means
  /// faces that are not there, is told.
  ///
  /// - Parameters:
  ///   - rows: the row of each face.
  ///   - apart: what keeps rows apart besides.
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
