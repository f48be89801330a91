import Clustering
import Filter
import Naming
import Records

/// Clusters that were made of all records.
public struct MadeClusters {
  /// With the numbers that the clusters go by.
  public let model: ClusterModel
  /// The model to keep, which may have more clusters.
  public let kept: ClusterModel
  /// The place of a row among the clusters, from its number and its vector as it was read.
  public let place: (Int, [Double]) -> Placement
  /// Another way to cluster, of which it is not known yet whether it keeps more.
  public let alternative: () -> SteadinessSentence.Alternative?

  public init(
    _ model: ClusterModel, kept: ClusterModel? = nil,
    alternative: @escaping () -> SteadinessSentence.Alternative? = { nil },
    place: @escaping (Int, [Double]) -> Placement
  ) {
    (self.model, self.kept, self.place) = (model, kept ?? model, place)
    self.alternative = alternative
  }
}

/// What clusters are made of.
public struct GatheredVectors<Rows: GrowingRows> {
  /// Unscaled, one row per record that can be clustered.
  public let vectors: Rows
  /// Read them.
  public let reader: VectorReader
  /// The clusters whose numbers are to be kept.
  public let earlier: ClusterModel?
}

extension Run {
  /// Makes clusters of all records, then writes each with its place among them: the records are
  /// gone through twice, and only their vectors are kept.
  ///
  /// - Parameters:
  ///   - field: the one with the vectors where the options name none.
  ///   - others: fields that `look` reads.
  ///   - rows: an empty list for vectors of so many numbers.
  ///   - look: sees each record whose vector was read, in both passes, and throws an `InputFailure`
  ///     where it lacks what the clusters need besides.
  ///   - check: throws where the numbers of an earlier model cannot be kept.
  /// - Throws: `Fatal` where no record has a vector, or the input changes between the passes.
  public func cluster<Rows: GrowingRows>(
    _ options: ClusterOptions, on field: String, others: [String] = [],
    rows: (Int) -> Rows,
    look: (Record, Pass) throws -> Void = { _, _ in },
    checkEarlier: (ClusterModel) throws -> Void = { _ in },
    make: (GatheredVectors<Rows>) throws -> MadeClusters
  ) throws {
    let earlier = try options.match.map { try ClusterModel(path: $0).withoutCopies }
    if let earlier { try checkEarlier(earlier) }
    let modelOut = try options.modelOut.map {
      try outputBeside($0, flag: "--model-out", updates: "--match")
    }
    let reader = VectorReader(field: options.field ?? field)
    let record = Record.forStage(fields(others + reader.fields))
    let input = recordInput(isReplayed: true)
    let vectors = try gatherVectors(input, record, reader, rows: rows) { try look($0, .gather) }
    let made = try make(GatheredVectors(vectors: vectors, reader: reader, earlier: earlier))
    let hasChanged = Fatal("the input changed while it was read: run again")
    var mean = MeanSteadiness()
    var row = 0
    var (names, clusters): ([String?], [Int?]) = ([], [])
    try eachRecord(input, record, owned: clusterFields, pass: .deliver) { record in
      // Read again, so that what failed then fails here too.
      let vector = try reader.vector(of: record)
      try look(record, .deliver)
      guard row < vectors.count else { throw hasChanged }
      let place = made.place(row, vector)
      record.set(place, made.model.numbers, on: reader.field)
      if modelOut != nil {
        names.append(record.title)
        clusters.append(made.model.numbers[place.assignment.cluster])
      }
      mean.add(place.steadiness)
      row += 1
    }
    guard row == vectors.count else { throw hasChanged }
    if let modelOut {
      var kept = made.kept
      kept.setTitles(Titles.majority(names, clusters: clusters), earlier: earlier)
      kept.write(to: &modelOut.text)
    }
    note(mean, alternative: made.alternative)
  }

  /// The same with vectors in double precision, however many there are.
  public func cluster(
    _ options: ClusterOptions, on field: String,
    make: (GatheredVectors<Vectors>) throws -> MadeClusters
  ) throws {
    try cluster(options, on: field, rows: { Vectors(dimensions: $0) }, make: make)
  }

  /// Assigns records to saved clusters, as they come.
  ///
  /// - Parameter steadiness: told of each face.
  public func assign(
    to model: ClusterModel, _ options: ClusterOptions, steadiness: Steadiness? = nil
  ) throws {
    let reader = VectorReader(field: options.field ?? model.field, like: model)
    let nearest = NearestCentres(model.centres)
    let record = Record.forStage(fields(reader.fields))
    let farthest = options.maximumDistance ?? .infinity
    var mean = MeanSteadiness()
    try eachRecord(recordInput(), record, owned: clusterFields) { record in
      let scaled = model.scaling(try reader.vector(of: record))
      guard scaled.isComputable else {
        throw InputFailure(
          "bad-vector", "a number in \(reader.field) is far too large for the model")
      }
      let assignment = nearest(scaled)
      let place = Placement(
        assignment, ToldSteadiness(steadiness, scaled, assignment, farthest: farthest))
      record.set(place, model.numbers, on: reader.field, farthest: farthest)
      if assignment.distance <= farthest { record.setTitle(model.titles?[assignment.cluster]) }
      mean.add(place.steadiness)
    }
    note(mean)
  }

  /// What is looked at, each field once.
  private func fields(_ read: [String]) -> [String] {
    let fields = read + clusterFields
    return fields.contains("name") ? fields : fields + ["name"]
  }
}
