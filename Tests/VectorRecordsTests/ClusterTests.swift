import Clustering
import Filter
import MeasureRecords
import Measures
import RecordReading
import Records
import Testing
import VectorRecords

private let plain = ClusterModel(
  field: "v", names: nil, base: .jaw, scaling: .none(dimensions: 2),
  centres: Vectors([[0, 0], [10, 0]]), numbers: [4, 7])

struct ClusterFieldsTests {
  private func written(
    _ assignment: NearestCentres.Assignment, on field: String, farthest: Double = .infinity
  ) throws -> String {
    try reading(#"{"cluster_on":"x","unknown":true}"#, clusterFields) { record in
      record.set(Placement(assignment), [4, 7], on: field, farthest: farthest)
      return text { record.write(to: &$0) }
    }
  }

  private let near = NearestCentres.Assignment(
    cluster: 1, distance: 3, runnerUp: 0, margin: 0.25)

  @Test func clustersGoByTheirNumbers() throws {
    #expect(
      try written(near, on: "embedding")
        == #"{"cluster_on":"embedding","cluster":7,"distance":3.0,"runner_up":4,"margin":0.25}"#
        + "\n")
    #expect(
      try written(near, on: "features")
        == #"{"cluster":7,"distance":3.0,"runner_up":4,"margin":0.25}"# + "\n")
  }

  @Test func oneClusterHasNoRunnerUp() throws {
    let alone = NearestCentres.Assignment(cluster: 0, distance: 0, runnerUp: nil, margin: nil)
    #expect(
      try written(alone, on: "features")
        == #"{"cluster":4,"distance":0.0,"runner_up":null,"margin":null}"# + "\n")
  }

  /// The nearest cluster is then the runner-up.
  @Test func aFaceThatIsTooFarIsOfNone() throws {
    #expect(
      try written(near, on: "features", farthest: 2.5)
        == #"{"unknown":true,"cluster":null,"distance":3.0,"runner_up":7,"margin":null}"# + "\n")
  }
}

struct ClusterModelTests {
  private func reader(_ line: String) throws -> (VectorReader, [Double]) {
    let reader = VectorReader(field: "v")
    let vector = try reading(line, reader.fields) { try reader.vector(of: $0) }
    return (reader, vector)
  }

  /// Means (9, 1), (0.5, 0) and (100, 0): the first follows the old 7, the second follows 4, and
  /// the third is new and gets 8.
  @Test func newClustersFollowOldOnes() throws {
    let (reader, _) = try reader(#"{"v":[9,1]}"#)
    let vectors = Vectors([[9, 1], [0, 0], [1, 0], [100, 0]])
    let numbers = try plain.numbers(
      for: [0, 1, 1, 2], sizes: [1, 2, 1], of: vectors, reader)
    #expect(numbers == [7, 4, 8])
    // Only (0.5, 0) is nearer than 1.
    #expect(
      try plain.numbers(for: [0, 1, 1, 2], sizes: [1, 2, 1], of: vectors, reader, farthest: 1)
        == [8, 4, 9])
  }

  @Test func columnsMayStandInAnotherOrder() throws {
    let named = ClusterModel(
      field: "v", names: ["a", "b"], base: .jaw, scaling: .none(dimensions: 2),
      centres: Vectors([[0, 5], [5, 0]]))
    let (reader, _) = try reader(#"{"v":{"b":5,"a":0}}"#)
    #expect(
      try named.numbers(for: [0, 1], sizes: [1, 1], of: Vectors([[0, 5], [5, 0]]), reader)
        == [1, 0])
    let (other, _) = try self.reader(#"{"v":{"b":5,"c":0}}"#)
    #expect(throws: Fatal.self) {
      try named.numbers(for: [0], sizes: [1], of: Vectors([[5, 0]]), other)
    }
    let (overEyes, _) = try self.reader(#"{"v":{"a":5,"b":0},"base":"eyes"}"#)
    #expect(throws: Fatal.self) {
      try named.numbers(for: [0], sizes: [1], of: Vectors([[5, 0]]), overEyes)
    }
  }

  @Test func copiesOfACentreAreLeftOut() {
    let model = ClusterModel(
      field: "v", names: nil, base: .jaw, scaling: .none(dimensions: 1),
      centres: Vectors([[1], [2], [1]]), numbers: [5, 6, 7])
    #expect(model.withoutCopies.numbers == [5, 6])
    #expect(model.withoutCopies.centres == Vectors([[1], [2]]))
    #expect(plain.withoutCopies.numbers == [4, 7])
  }

  @Test func aFileHoldsAllOfIt() throws {
    let named = ClusterModel(
      field: "features", names: ["a\"", "b"], base: .eyes,
      scaling: Scaling(means: [1, 2], deviations: [0.5, 4], whitening: [1, 0, 0, 2]),
      centres: Vectors([[0.1, 5]]), numbers: [3], method: .chineseWhispers)
    for model in [plain, named] {
      let read = try withFile(text { model.write(to: &$0) }) { try ClusterModel(path: $0) }
      #expect(read.field == model.field && read.names == model.names && read.base == model.base)
      #expect(read.scaling == model.scaling && read.centres == model.centres)
      #expect(read.numbers == model.numbers && read.method == model.method)
    }
  }

  private static let head = #"{"model":"k-means","on":"v","means":[0,0],"deviations":[1,1],"#

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"model":"norms"}"#,
    head + #""numbers":[0],"centres":[[1]]}"#, head + #""numbers":[0,0],"centres":[[1,2],[3,4]]}"#,
    head + #""numbers":[0.5],"centres":[[1,2]]}"#, head + #""numbers":[-1],"centres":[[1,2]]}"#,
    head + #""numbers":[0],"centres":[[1,1e200]]}"#, head + #""numbers":[0],"centres":[]}"#,
    head + #""whitening":[[1,0]],"numbers":[0],"centres":[[1,2]]}"#,
    #"{"model":"k-means","on":"v","means":[0],"deviations":[0],"numbers":[0],"centres":[[1]]}"#,
    #"{"model":"k-means","on":"v","means":{"a":0},"deviations":{"b":1},"numbers":[0],"#
      + #""centres":[[1]]}"#,
  ])
  func whatIsNoModel(line: String) throws {
    #expect(throws: Fatal.self) { try withFile(line) { try ClusterModel(path: $0) } }
  }
}

struct ClusterOptionsTests {
  private func saved(_ edit: (inout ClusterOptions) -> Void, isScaled: Bool = false) throws
    -> ClusterModel?
  {
    var options = ClusterOptions()
    edit(&options)
    return try options.savedClusters(without: ("--scale", isScaled), because: "")
  }

  @Test func clustersAreMadeOrSaved() throws {
    #expect(try saved { $0.seed = 1 }?.numbers == nil)
    try withFile(text { plain.write(to: &$0) }) { path in
      let model = try saved { ($0.model, $0.maximumDistance) = (path, 2) }
      #expect(model?.numbers == [4, 7])
      for edit: (inout ClusterOptions) -> Void in [{ $0.modelOut = "x" }, { $0.match = "x" }] {
        #expect(throws: UsageError.self) {
          try saved {
            $0.model = path
            edit(&$0)
          }
        }
      }
      #expect(throws: UsageError.self) { try saved({ $0.model = path }, isScaled: true) }
    }
    #expect(throws: UsageError.self) { try saved { $0.maximumDistance = 2 } }
  }

  @Test func onlyMadeClustersNeedAllRecords() {
    var options = ClusterOptions()
    #expect(options.needsAllRecords != nil)
    options.model = "x"
    #expect(options.needsAllRecords == nil)
  }
}

struct ScaleTests {
  private func reader(_ line: String) throws -> VectorReader {
    let reader = VectorReader(field: "v")
    _ = try reading(line, reader.fields) { try reader.vector(of: $0) }
    return reader
  }

  @Test func namedNumbersAreZScored() throws {
    #expect(ScaleChoice.usual(isNamed: true) == .zscore)
    #expect(ScaleChoice.usual(isNamed: false) == ScaleChoice.none)
    let vectors = Vectors([[1, 10], [3, 30]])
    let scaling = try ScaleChoice.zscore.scaling(of: vectors, reader(#"{"v":[1,10]}"#))
    #expect(scaling(vectors) == Vectors([[-1, -1], [1, 1]]))
  }

  /// 3e200 squared is beyond a double: a unit of similar size keeps squares in range.
  @Test func numbersOfAnySizeHaveAUnit() throws {
    let vectors = Vectors([[3e140], [-3e140]])
    let (scaled, unit) = try ScaleChoice.scaled(vectors, by: .none(dimensions: 1))
    #expect(scaled[0].allSatisfy { (1...2).contains($0) })
    #expect(scaled * unit == vectors)
    #expect(throws: Fatal.self) {
      try ScaleChoice.scaled(Vectors([[3e200]]), by: .none(dimensions: 1))
    }
  }

  @Test func whatVariesWithinPersons() throws {
    // Ann differs by 2 in the first number, Bob by 4; the second number only varies between
    // persons.
    let vectors = Vectors([[0, 0], [2, 0], [0, 9], [4, 9]])
    let people = ["Ann", "Ann", "Bob", "Bob"]
    let file = try #require(
      WithinPersonFile(vectors, names: ["a", "b"], base: .jaw, people: people))
    #expect(file.people == 2 && file.photos == 4)
    // Within persons (2² + 4²) / 2 / 2 = 5.
    let spread = try #require(file.spread(of: "a"))
    #expect(abs(spread * spread - 5) < 1e-12)
    #expect(file.spread(of: "b") == 0 && file.spread(of: "c") == nil)
    let read = try withFile(text { file.write(to: &$0) }) { try WithinPersonFile(path: $0) }
    #expect(read.names == file.names && read.people == 2 && read.photos == 4)
    #expect(throws: Fatal.self) { try read.scaling(of: vectors, names: ["c", "a"], base: .jaw) }
    #expect(throws: Fatal.self) { try read.scaling(of: vectors, names: ["a", "b"], base: .eyes) }
    let strangers = WithinPersonFile(
      vectors, names: ["a", "b"], base: .jaw, people: ["A", "B", "C", "D"])
    #expect(strangers?.people == nil)
  }

  @Test func theBuiltInCovarianceKnowsTheMeasures() throws {
    let file = try WithinPersonFile.builtIn()
    for measure in Measure.eight { #expect((file.spread(of: measure.name) ?? 0) > 0) }
  }
}
