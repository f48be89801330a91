/// What somebody said of a face that holds for clusters made anew, too: it is of one person with
/// others, or of another person.
public struct Constraint: Sendable, Equatable {
  public enum Kind: Sendable { case together, apart }

  /// A face, and where it stands.
  public struct Face: Sendable, Equatable {
    public let place: FacePlace
    /// The rows that show it, at least one: more where its photo is listed twice.
    public let rows: [Int]
    /// Whether a later statement moves it: then it may stand no longer where this one has it.
    public let isMovedLater: Bool
  }

  public let kind: Kind
  public let face: Face
  /// Those that are moved later stand last.
  public let others: [Face]
  /// Where the statement stands.
  public let place: String
  /// Where the last statement about the face stands, if that is another one.
  public let later: String?
  /// Whether a later statement puts the face somewhere else: of two moves the later one counts.
  public let isReplaced: Bool
}

/// What a list of statements says of faces, without the clusters that these were in.
public struct Constraints: Sendable {
  /// The last statement's first, as of two that contradict each other the later one counts.
  public private(set) var all: [Constraint] = []
  /// What is not understood without those clusters, or means faces that are not there.
  public private(set) var unfit: [(reason: UnfitReason, place: String)] = []

  /// Pairs of faces that one statement may keep apart.
  static let mostPairs = 1_000_000

  private let index: FaceIndex
  /// By a face's first row, the last statement that moves it, and the last that is about it.
  private var lastMoves: [Int: Int] = [:]
  private var lastWords: [Int: Int] = [:]

  /// - Parameter statements: names say nothing here. Moved faces belong with those of the cluster
  ///   that they were moved to, and not with those they were taken from; merged clusters' faces
  ///   belong together.
  /// - Complexity: O(faces named), times those of a cluster where a statement is about several
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
        unfit.append((error, statement.place))
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
      let last = lastWords[row].flatMap { $0 > number ? statements[$0].place : nil }
      all.append(
        Constraint(
          kind: kind, face: face,
          others: others.filter { !$0.isMovedLater } + others.filter(\.isMovedLater),
          place: statement.place, later: last,
          isReplaced: kind == .together && face.isMovedLater))
    }
    switch statement.body {
    case .nameCluster, .nameFaces: return
    case .merge(let groups):
      var all: [Constraint.Face] = []
      for group in groups { all += try faces(of: group, number) }
      let first = all.firstIndex { !$0.isMovedLater } ?? 0
      // What is said of a cluster's face is not said of the face alone.
      let (place, rows) = (all[first].place, all[first].rows)
      add(.together, Constraint.Face(place: place, rows: rows, isMovedLater: false), all)
    case .move(let places, let source, let target):
      let moved = try found(places, statement.place, number)
      let old = try source.map { (group) throws(UnfitReason) in try faces(of: group, number) } ?? []
      try check(moved, old)
      // What comes last is met last.
      defer { for face in moved { add(.apart, face, old) } }
      guard let target else { return add(.together, moved[0], moved) }
      let new = try faces(of: target, number)
      for face in moved { add(.together, face, new) }
    case .not(let places, let group):
      let (refused, faces) = (
        try found(places, statement.place, number), try faces(of: group, number)
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

  /// The statement's faces that are there; the others are told.
  private mutating func found(
    _ places: [FacePlace], _ place: String, _ number: Int
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
      unfit += missing.reversed().map { ($0, place) }
      return faces
    }
    unfit += missing.dropFirst().reversed().map { ($0, place) }
    throw first
  }

  /// The faces by which a cluster is known, of which one at least must be there.
  private func faces(of group: Statement.Group, _ number: Int) throws(UnfitReason)
    -> [Constraint.Face]
  {
    guard case .holding(let places) = group else {
      guard case .number(let cluster) = group else { return [] }
      throw UnfitReason(
        "a cluster's number says nothing of clusters that are made anew: name some of its faces",
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
  /// The faces that it moves or takes out, and whether it says where they belong.
  fileprivate var subjects: (faces: [FacePlace], isMove: Bool) {
    switch body {
    case .move(let faces, _, _): (faces, true)
    case .not(let faces, _): (faces, false)
    case .nameCluster, .nameFaces, .merge: ([], false)
    }
  }
}
