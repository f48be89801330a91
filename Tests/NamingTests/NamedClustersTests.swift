import Naming
import Testing

/// a1 a2 a3 in cluster 0, b1 b2 in 1, c1 in 2.
private let paths = ["a1", "a2", "a3", "b1", "b2", "c1"]
private func six(names: [String?]? = nil) -> NamedClusters {
  NamedClusters(
    paths.map { FacePlace(path: $0) }, clusters: [0, 0, 0, 1, 1, 2],
    names: names ?? Array(repeating: nil, count: 6))
}

private func faces(_ paths: String...) -> [FacePlace] { paths.map { FacePlace(path: $0) } }
private func holding(_ paths: String...) -> Statement.Group {
  .holding(paths.map { FacePlace(path: $0) })
}

extension NamedClusters {
  @discardableResult
  fileprivate mutating func say(_ body: Statement.Body, at place: String = "f:1") -> Outcome {
    apply(Statement(body, at: place))
  }

  fileprivate var changes: [NameChange] { clusters.indices.map { nameChange(of: $0) } }
}

@Suite struct NamedClustersTests {
  @Test func aNameGoesToAllFacesOfTheClusterThatHoldsMost() {
    var clusters = six()
    #expect(clusters.say(.nameCluster("Ann", holding("b1", "a2", "a3"))) == .init())
    #expect(clusters.changes == [.set("Ann"), .set("Ann"), .set("Ann"), .keep, .keep, .keep])
    #expect(clusters.clusters == [0, 0, 0, 1, 1, 2])
  }

  @Test func ofEquallyManyFacesTheFirstCounts() {
    var clusters = six()
    clusters.say(.nameCluster("Bob", holding("b1", "a1")))
    #expect(clusters.changes[3] == .set("Bob"))
    #expect(clusters.changes[0] == .keep)
  }

  @Test func mergedClustersKeepTheFirstsNumberAndName() {
    var clusters = six()
    clusters.say(.nameCluster("Cleo", holding("c1")))
    #expect(clusters.say(.merge([holding("b1"), holding("c1")])) == .init())
    #expect(clusters.clusters == [0, 0, 0, 1, 1, 1])
    #expect(clusters.number(after: 2) == 1)
    // The first had none.
    #expect(clusters.changes[3] == .set("Cleo"))
    clusters.say(.nameCluster("Ann", .number(0)))
    clusters.say(.merge([.number(0), .number(2)]))
    #expect(clusters.clusters == [0, 0, 0, 0, 0, 0])
    #expect(clusters.changes.allSatisfy { $0 == .set("Ann") })
    // Repeated: they are already one cluster.
    #expect(clusters.say(.merge([holding("a1"), holding("c1")])) == .init())
  }

  @Test func aMovedFaceTakesTheNameOfItsNewCluster() {
    var clusters = six(names: ["Ann", "Ann", "Ann", nil, nil, nil])
    clusters.say(.move(faces("a3"), from: nil, to: holding("b1")))
    #expect(clusters.clusters == [0, 0, 1, 1, 1, 2])
    #expect(clusters.isByHand == [false, false, true, false, false, false])
    // The other cluster has no name.
    #expect(clusters.changes == [.keep, .keep, .remove, .keep, .keep, .keep])
    clusters.say(.move(faces("b2"), from: nil, to: holding("a1")))
    #expect(clusters.changes[4] == .set("Ann"))
  }

  @Test func aFaceAloneIsANewCluster() {
    var clusters = six()
    clusters.say(.move(faces("a1", "a2"), from: nil, to: nil))
    #expect(clusters.clusters == [3, 3, 0, 1, 1, 2])
    // Repeated, it means the same cluster.
    clusters.say(.move(faces("a1", "a2"), from: nil, to: nil))
    #expect(clusters.clusters == [3, 3, 0, 1, 1, 2])
    clusters.say(.nameCluster("Zoe", holding("a1", "a2")))
    #expect(clusters.changes == [.set("Zoe"), .set("Zoe"), .keep, .keep, .keep, .keep])
  }

  @Test func whoIsNotOfAClusterIsOfNone() {
    var clusters = six()
    clusters.say(.not(faces("a1"), holding("a2", "a3")))
    #expect(clusters.clusters == [nil, 0, 0, 1, 1, 2])
    // The face is already elsewhere: nothing to do.
    clusters.say(.not(faces("b1"), holding("a2")))
    #expect(clusters.clusters == [nil, 0, 0, 1, 1, 2])
    #expect(clusters.isByHand == [true, false, false, false, false, false])
  }

  @Test func ownNamesCountBeforeTheClusters() {
    var clusters = six()
    clusters.say(.nameFaces("Eve", faces("a1")))
    clusters.say(.nameCluster("Ann", .number(0)))
    #expect(clusters.changes[..<3] == [.set("Eve"), .set("Ann"), .set("Ann")])
  }

  @Test func aNameCanBeTakenAway() {
    var clusters = six(names: ["Ann", "Ann", "Ann", nil, nil, nil])
    clusters.say(.nameCluster(nil, .number(0)))
    #expect(clusters.changes[..<3] == [.remove, .remove, .remove])
  }

  @Test func whatDoesNotFitIsTold() {
    var clusters = six()
    let before = clusters.clusters
    #expect(clusters.say(.nameCluster("Ann", holding("gone"))).unfit.map(\.subject) == ["gone"])
    #expect(clusters.say(.nameCluster("Ann", .number(9))).unfit.map(\.subject) == ["9"])
    #expect(
      clusters.say(.move(faces("gone", "a1"), from: nil, to: holding("b1"))).unfit.count == 1)
    #expect(clusters.clusters == [1, 0, 0, 1, 1, 2])
    #expect(clusters.say(.move(faces("a2"), from: nil, to: holding("gone"))).unfit.count == 1)
    #expect(clusters.clusters[1] == before[1])
  }

  @Test func contradictionsAreToldAndTheLaterCounts() {
    var clusters = six()
    clusters.say(.move(faces("a1"), from: nil, to: holding("b1")), at: "one:1")
    let second = clusters.say(.move(faces("a1"), from: nil, to: holding("c1")), at: "two:1")
    #expect(second.contradictions.map(\.subject) == ["a1, one:1"])
    #expect(clusters.clusters[0] == 2)
    #expect(clusters.say(.not(faces("a1"), holding("c1")), at: "two:2").contradictions.count == 1)
    #expect(clusters.clusters[0] == nil)
    #expect(
      clusters.say(.move(faces("a1"), from: nil, to: holding("c1"))).contradictions.count == 1)

    clusters.say(.nameCluster("Ann", holding("a2", "a3")), at: "one:2")
    let renamed = clusters.say(.nameCluster("Anna", holding("a3")), at: "two:3")
    #expect(renamed.contradictions.count == 1 && renamed.unfit.isEmpty)
    #expect(clusters.changes[1] == .set("Anna"))
  }

  @Test func ofTwoPeopleInOneClusterTheOneWithMoreFacesNamesIt() {
    var clusters = six()
    clusters.say(.nameCluster("Ann", holding("a1")))
    let other = clusters.say(.nameCluster("Bob", holding("a2", "a3")))
    #expect(other.unfit.count == 1)
    #expect(clusters.changes[0] == .set("Bob"))
    clusters.say(.nameCluster("Cleo", holding("a1")))
    #expect(clusters.changes[0] == .set("Bob"))
  }

  @Test func theLargestNumberLeavesRoomForNone() {
    var clusters = NamedClusters(faces("a"), clusters: [.max], names: [nil])
    clusters.say(.move(faces("a"), from: nil, to: nil))
    #expect(clusters.clusters == [.max])
  }
}
