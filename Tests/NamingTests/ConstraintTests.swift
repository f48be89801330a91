import Naming
import Testing

private let paths = ["a1", "a2", "a3", "b1", "b2", "c1"]
private let six = FaceIndex(paths.map { FacePlace(path: $0) })

private func faces(_ paths: String...) -> [FacePlace] { paths.map { FacePlace(path: $0) } }
private func holding(_ paths: String...) -> Statement.Group {
  .holding(paths.map { FacePlace(path: $0) })
}

/// `a1 + b1 b2` is a must-link, `a1 - b1 b2` a cannot-link; `!` is moved later, `?` is replaced.
private func said(_ bodies: Statement.Body..., index: FaceIndex = six) -> [String] {
  let statements = bodies.enumerated().map { Statement($1, at: "f:\($0 + 1)") }
  return Constraints(statements, index).all.map { constraint in
    let others = constraint.others.map { $0.place.path + ($0.isMovedLater ? "!" : "") }
    let sign = constraint.kind == .together ? "+" : "-"
    return "\(constraint.face.place.path) \(sign) \(others.joined(separator: " "))"
      + (constraint.isReplaced ? " ?" : "") + (constraint.later.map { " (\($0))" } ?? "")
  }
}

@Suite struct ConstraintTests {
  @Test func aMovedFaceBelongsThereAndNotWhereItCameFrom() {
    #expect(
      said(.move(faces("a1"), from: holding("a2", "a3"), to: holding("b1", "b2")))
        == ["a1 + b1 b2", "a1 - a2 a3"])
    // To a cluster of their own.
    #expect(
      said(.move(faces("a1", "a2"), from: holding("a3"), to: nil))
        == ["a1 + a2", "a1 - a3", "a2 - a3"])
    #expect(said(.move(faces("a1"), from: nil, to: nil)) == [])
  }

  @Test func mergedClustersBelongTogether() {
    #expect(said(.merge([holding("a1", "a2"), holding("b1")])) == ["a1 + a2 b1"])
  }

  @Test func notThisPerson() {
    #expect(said(.not(faces("c1"), holding("a1", "b1"))) == ["c1 - a1 b1"])
    // The page identifies a cluster of one face by that face.
    #expect(said(.not(faces("c1"), holding("c1"))) == [])
  }

  @Test func namesSayNothingHere() {
    #expect(said(.nameCluster("Ann", holding("a1")), .nameFaces("Eve", faces("b1"))) == [])
  }

  @Test func theLastLineCountsMost() {
    #expect(
      said(
        .move(faces("a1"), from: nil, to: holding("b1")),
        .not(faces("a1"), holding("c1")),
        .move(faces("a1"), from: nil, to: holding("c1"))
      ) == ["a1 + c1", "a1 - c1 (f:3)", "a1 + b1 ? (f:3)"])
  }

  /// A face that is moved later may no longer be in the cluster that an earlier line identified by
  /// it.
  @Test func facesThatAreMovedLaterStandLast() {
    #expect(
      said(
        .move(faces("c1"), from: nil, to: holding("a1", "a2", "a3")),
        .move(faces("a1"), from: nil, to: holding("b1"))
      ) == ["a1 + b1", "c1 + a2 a3 a1!"])
    // Taking a face out does not say where it belongs.
    #expect(
      said(
        .move(faces("c1"), from: nil, to: holding("a1", "a2")), .not(faces("a1"), holding("b1"))
      ) == ["a1 - b1", "c1 + a1 a2"])
  }

  @Test func whatIsNotThere() {
    let statements = [
      Statement(.merge([.number(0), holding("a1")]), at: "f:1"),
      Statement(.move(faces("gone", "a1"), from: holding("gone2"), to: holding("b1")), at: "f:2"),
      Statement(.not(faces("gone", "gone3"), holding("b1")), at: "f:3"),
      Statement(.not(faces("a1"), holding("gone", "b1")), at: "f:4"),
    ]
    let constraints = Constraints(statements, six)
    #expect(constraints.all.map(\.location) == ["f:4"])
    #expect(
      constraints.unfit.map { "\($0.location) \($0.reason.subject)" }
        == ["f:1 0", "f:2 gone2", "f:2 gone", "f:3 gone", "f:3 gone3"])
  }

  @Test func aFaceThatIsThereTwiceIsOneFace() {
    let index = FaceIndex(["a", "b", "./a"].map { FacePlace(path: $0) })
    let statement = Statement(.move(faces("a"), from: nil, to: holding("b", "./a")), at: "f:1")
    let constraints = Constraints([statement], index).all
    #expect(constraints.map(\.face.rows) == [[0, 2]])
    #expect(constraints.map { $0.others.map(\.rows) } == [[[1]]])
  }

  /// More than a million pairs: 1001 faces, each separated from 1000.
  @Test func notTooManyPairs() {
    let many = (0..<1001).map { FacePlace(path: "\($0)") }
    let index = FaceIndex(many)
    let bodies: [Statement.Body] = [
      .not(many, .holding(Array(many.prefix(1000)))),
      .move(many, from: .holding(Array(many.prefix(1000))), to: nil),
      .merge([.holding(many), .holding(Array(many.prefix(2)))]),
    ]
    let constraints = Constraints(bodies.map { Statement($0, at: "f:1") }, index)
    #expect(constraints.unfit.count == 2)
    #expect(constraints.all.map(\.others.count) == [1001 + 2 - 2])
  }
}
