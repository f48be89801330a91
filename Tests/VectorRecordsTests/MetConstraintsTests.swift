import Clustering
import Filter
import Naming
import RecordReading
import Testing
import VectorRecords

private let paths = ["a1", "a2", "a3", "b1", "b2", "c1"]

private func faces(_ paths: String...) -> [FacePlace] { paths.map { FacePlace(path: $0) } }
private func holding(_ paths: String...) -> Statement.Group {
  .holding(paths.map { FacePlace(path: $0) })
}

private func met(
  _ bodies: Statement.Body..., apart: ChineseWhispers.Apart? = nil
) -> (links: [String], refusals: [String]) {
  let statements = bodies.enumerated().map { Statement($1, at: "\($0 + 1)") }
  let constraints = Constraints(statements, FaceIndex(paths.map { FacePlace(path: $0) }))
  let met = MetConstraints(constraints.all, rows: Array(0..<6), apart: apart)
  return (
    met.links.map { paths[$0.first] + ($0.isTogether ? "+" : "-") + paths[$0.second] },
    met.refusals.map { "\($0.constraint.location) \($0.reason) \($0.other)" }
  )
}

@Suite struct MetConstraintsTests {
  @Test func allOfIt() {
    let found = met(
      .move(faces("a1"), from: holding("a2"), to: holding("b1", "b2")),
      .not(faces("c1"), holding("a2", "a3")))
    #expect(found.links == ["c1-a2", "c1-a3", "a1+b1", "a1+b2", "a1-a2"])
    #expect(found.refusals == [])
  }

  @Test func aContradictionThroughOthers() {
    // a1 with b1, b1 with c1, but c1 not with a1: the first cannot be met.
    let found = met(
      .move(faces("a1"), from: nil, to: holding("b1")),
      .move(faces("b1"), from: nil, to: holding("c1")),
      .not(faces("c1"), holding("a1")))
    #expect(found.links == ["c1-a1", "b1+c1"])
    // Since b1 was moved later, the first line may refer to its old cluster.
    #expect(found.refusals == [])
    let merged = met(
      .merge([holding("a1"), holding("b1")]), .merge([holding("b1"), holding("c1")]),
      .not(faces("c1"), holding("a1")))
    #expect(merged.links == ["c1-a1", "b1+c1"])
    #expect(merged.refusals == ["1 parted b1"])
    let parted = met(
      .not(faces("a1"), holding("c1")), .merge([holding("a1"), holding("b1")]),
      .merge([holding("b1"), holding("c1")]))
    #expect(parted.links == ["b1+c1", "a1+b1"])
    #expect(parted.refusals == ["1 joined c1"])
  }

  /// A face that is not in a cluster is linked with none of the faces that identified the cluster
  /// earlier.
  @Test func aFaceIsWithAllOrNone() {
    let found = met(
      .move(faces("c1"), from: nil, to: holding("a1", "a2", "a3")),
      .not(faces("c1"), holding("a3")))
    #expect(found.links == ["c1-a3"])
    #expect(found.refusals == ["1 replaced a3"])
  }

  @Test func ofTwoMovesTheLaterCounts() {
    let found = met(
      .move(faces("c1"), from: nil, to: holding("a1")),
      .move(faces("c1"), from: nil, to: holding("b1")))
    #expect(found.links == ["c1+b1"])
    #expect(found.refusals == ["1 replaced a1"])
    // The same twice is not a contradiction.
    let twice = met(
      .move(faces("c1"), from: nil, to: holding("a1")),
      .move(faces("c1"), from: nil, to: holding("a1")))
    #expect(twice.links == ["c1+a1"] && twice.refusals == [])
    let back = met(
      .move(faces("c1"), from: holding("b1"), to: holding("a1")),
      .move(faces("c1"), from: holding("a1"), to: holding("b1")))
    #expect(back.links == ["c1+b1", "c1-a1"])
    #expect(back.refusals == ["1 replaced a1", "1 replaced b1"])
  }

  @Test func facesOfOnePhotoStayApart() {
    // a1 and b1 are on the same photo, and b2 is b1 again.
    let apart = ChineseWhispers.Apart(groups: [0, 1, 2, 0, 0, 5], same: [0, 1, 2, 3, 3, 5])
    let found = met(
      .move(faces("b2"), from: nil, to: holding("a1", "a2")), apart: apart)
    #expect(found.links == ["b2+a2"])
    #expect(found.refusals == ["1 samePhoto a1"])
  }
}

@Suite struct ClusterTitleTests {
  private func model(_ titles: [String?]?) -> ClusterModel {
    ClusterModel(
      field: "v", names: nil, base: .jaw, scaling: .none(dimensions: 1),
      centres: Vectors([[1], [2], [1]]), numbers: [5, 6, 7], titles: titles)
  }
  private let head =
    #"{"model":"k-means","on":"v","means":[0],"deviations":[1],"numbers":[0,1],"#
    + #""centres":[[1],[2]],"#

  @Test func aFileKeepsThem() throws {
    for titles in [["Ann", nil, "Bob \"B\""], nil] as [[String?]?] {
      let read = try withFile(text { model(titles).write(to: &$0) }) { try ClusterModel(path: $0) }
      #expect(read.titles == titles)
      #expect(read.withoutCopies.titles == titles.map { Array($0.prefix(2)) })
    }
    // No cluster has a name: the same as without names.
    let read = try withFile(text { model([nil, nil, nil]).write(to: &$0) }) {
      try ClusterModel(path: $0)
    }
    #expect(read.titles == nil)
  }

  @Test(arguments: [
    #""names":["Ann"]}"#, #""names":"Ann"}"#, #""names":{"0":"Ann","1":"Bob"}}"#,
    #""names":["Ann",1]}"#, #""names":["Ann","\u001b[2J"]}"#, #""names":["Ann",""]}"#,
  ])
  func whatIsNone(line: String) throws {
    #expect(throws: Fatal.self) { try withFile(head + line) { try ClusterModel(path: $0) } }
  }
}
