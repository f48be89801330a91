/// Something that somebody said about a face and that still holds for new clusters: that it is of
/// the same person as other faces (must-link), or of another (cannot-link).
public struct Constraint: Sendable, Equatable {
  public enum Kind: Sendable { case together, apart }

  /// A face, and its rows.
  public struct Face: Sendable, Equatable {
    public let place: FacePlace
    /// The rows of this face, at least one: more where its photo is listed twice.
    public let rows: [Int]
    /// Whether a later statement moves it; if so, this statement's cluster may no longer be right.
    public let isMovedLater: Bool
  }

  public let kind: Kind
  public let face: Face
  /// Faces that are moved later come last.
  public let others: [Face]
  /// The location of the statement.
  public let location: String
  /// The location of the last statement about the face, if it is a different one.
  public let later: String?
  /// Whether a later statement moves the face elsewhere: of two moves the later one counts.
  public let isReplaced: Bool
}

/// What a list of statements says about faces, regardless of the clusters they were in.
public struct Constraints: Sendable {
  /// In reverse order of the statements, since of two contradictory ones the later one counts.
  public private(set) var all: [Constraint] = []
  /// Statements that make no sense without those clusters, or name faces that do not exist.
  public private(set) var unfit: [(reason: UnfitReason, location: String)] = []

  /// The maximum number of pairs that one statement may separate.
  static let mostPairs = 1_000_000

  private let index: FaceIndex
  /// By the first row of a face: the last statement that moves it, and the last about it.
  private var lastMoves: [Int: Int] = [:]
  private var lastWords: [Int: Int] = [:]

  /// - Parameter statements: names are ignored here. Moved faces are linked with the faces of their
  ///   new cluster and separated from those of their old one; the faces of merged clusters are
  ///   linked.
  /// - Complexity: O(faces named), times the faces of a cluster where a statement is about several
  ///   faces.
  public init(_ statements: [Statement], _ index: FaceIndex) {
    self.index = index
    for (number, statement) in statements.enumerated() {
      let (faces, isMove) = statement.subjects
      for row in faces.compactMap({ try? index.rows(of: $0).first }) {
        lastWords[row] = number
        if isMove { lastMoves[row] = number }
      }
    }
    for (number, statement) in statements.enumerated().reversed() {
      do throws(UnfitReason) {
        try add(statement, number, statements)
      } catch {
        unfit.append((error, statement.location))
      }
    }
    unfit.reverse()
  }

  private mutating func add(
    _ statement: Statement, _ number: Int, _ statements: [Statement]
  ) throws(UnfitReason) {
    func add(_ kind: Constraint.Kind, _ face: Constraint.Face, _ others: [Constraint.Face]) {
      let row = face.rows[0]
      let others = others.filter { $0.rows[0] != row }
      guard !others.isEmpty else { return }
      let last = lastWords[row].flatMap { $0 > number ? statements[$0].location : nil }
      all.append(
        Constraint(
          kind: kind, face: face,
          others: others.filter { !$0.isMovedLater } + others.filter(\.isMovedLater),
          location: statement.location, later: last,
          isReplaced: kind == .together && face.isMovedLater))
    }
    switch statement.body {
    case .nameCluster, .nameFaces: return
    case .merge(let groups):
      var all: [Constraint.Face] = []
      for group in groups { all += try faces(of: group, number) }
      let first = all.firstIndex { !$0.isMovedLater } ?? 0
      // What is said about a face as part of a cluster is not said about the face itself.
      let (place, rows) = (all[first].place, all[first].rows)
      add(.together, Constraint.Face(place: place, rows: rows, isMovedLater: false), all)
    case .move(let places, let source, let target):
      let moved = try found(places, statement.location, number)
      let old = try source.map { (group) throws(UnfitReason) in try faces(of: group, number) } ?? []
      try check(moved, old)
      // Constraints are satisfied in this order, and these should come last.
      defer { for face in moved { add(.apart, face, old) } }
      guard let target else { return add(.together, moved[0], moved) }
      let new = try faces(of: target, number)
      for face in moved { add(.together, face, new) }
    case .not(let places, let group):
      let (refused, faces) = (
        try found(places, statement.location, number), try faces(of: group, number)
      )
      try check(refused, faces)
      for face in refused { add(.apart, face, faces) }
    }
  }

  private func check(_ faces: [Constraint.Face], _ others: [Constraint.Face]) throws(UnfitReason) {
    guard faces.count <= Self.mostPairs / max(1, others.count) else {
      throw UnfitReason(
        "keeps more than a million pairs of faces apart: name fewer faces of the cluster")
    }
  }

  /// The statement's faces that exist; the others are reported.
  private mutating func found(
    _ places: [FacePlace], _ location: String, _ number: Int
  ) throws(UnfitReason) -> [Constraint.Face] {
    var faces: [Constraint.Face] = []
    var missing: [UnfitReason] = []
    for face in places {
      do throws(FaceIndex.Missing) {
        faces.append(try self.face(face, number))
      } catch {
        missing.append(error.reason(face))
      }
    }
    guard faces.isEmpty, let first = missing.first else {
      unfit += missing.reversed().map { ($0, location) }
      return faces
    }
    unfit += missing.dropFirst().reversed().map { ($0, location) }
    throw first
  }

  /// The faces that identify a cluster, at least one of which must exist.
  private func faces(of group: Statement.Group, _ number: Int) throws(UnfitReason)
    -> [Constraint.Face]
  {
    guard case .holding(let places) = group else {
      guard case .number(let cluster) = group else { return [] }
      throw UnfitReason(
        "a cluster's number means nothing in new clusters: name some of its faces",
        "\(cluster)")
    }
    var faces: [Constraint.Face] = []
    var missing: UnfitReason?
    for place in places {
      do throws(FaceIndex.Missing) {
        faces.append(try face(place, number))
      } catch {
        missing = missing ?? error.reason(place)
      }
    }
    if faces.isEmpty, let missing { throw missing }
    return faces
  }

  private func face(_ place: FacePlace, _ number: Int) throws(FaceIndex.Missing)
    -> Constraint.Face
  {
    let rows = try index.rows(of: place)
    let last = rows.first.flatMap { lastMoves[$0] } ?? -1
    return Constraint.Face(place: place, rows: rows, isMovedLater: last > number)
  }
}

extension Statement {
  /// The faces that it moves or removes, and whether it also says where they belong.
  fileprivate var subjects: (faces: [FacePlace], isMove: Bool) {
    switch body {
    case .move(let faces, _, _): (faces, true)
    case .not(let faces, _): (faces, false)
    case .nameCluster, .nameFaces, .merge: ([], false)
    }
  }
}
