import Clustering
import Filter
import Naming
import Records

/// Clusters made from all records.
public struct MadeClusters {
  /// The clusters, with their numbers.
  public let model: ClusterModel
  /// The model to save, which may have more clusters.
  public let kept: ClusterModel
  /// The cluster of a row, from its index and its vector as it was read.
  public let placement: (Int, [Double]) -> Placement
  /// Another way to cluster, and its mean steadiness; computed only when it is needed.
  public let alternative: () -> SteadinessSentence.Alternative?

  public init(
    _ model: ClusterModel, kept: ClusterModel? = nil,
    alternative: @escaping () -> SteadinessSentence.Alternative? = { nil },
    placement: @escaping (Int, [Double]) -> Placement
  ) {
    (self.model, self.kept, self.placement) = (model, kept ?? model, placement)
    self.alternative = alternative
  }
}

/// The vectors that clusters are made from.
public struct GatheredVectors<Rows: GrowingRows> {
  /// One row per record that can be clustered, unscaled.
  public let vectors: Rows
  /// The reader that read the vectors.
  public let reader: VectorReader
  /// The clusters whose numbers the new ones should keep.
  public let earlier: ClusterModel?
}

extension Run {
  /// Clusters all records, then writes each with its cluster: the records are read twice, and only
  /// their vectors are kept in memory.
  ///
  /// - Parameters:
  ///   - field: the field with the vectors, if the options name none.
  ///   - others: fields that `look` reads.
  ///   - rows: makes an empty list for vectors of the given length.
  ///   - look: called in both passes for each record whose vector was read; throws an
  ///     `InputFailure` where the record lacks other fields that the clusters need.
  ///   - check: throws where the new clusters cannot take over the numbers of an earlier model.
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
      // Read again, so that what failed in the first pass fails here too.
      let vector = try reader.vector(of: record)
      try look(record, .deliver)
      guard row < vectors.count else { throw hasChanged }
      let placement = made.placement(row, vector)
      record.set(placement, made.model.numbers, on: reader.field)
      if modelOut != nil {
        names.append(record.title)
        clusters.append(made.model.numbers[placement.assignment.cluster])
      }
      mean.add(placement.steadiness)
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

  /// The same, with vectors always in double precision.
  public func cluster(
    _ options: ClusterOptions, on field: String,
    make: (GatheredVectors<Vectors>) throws -> MadeClusters
  ) throws {
    try cluster(options, on: field, rows: { Vectors(dimensions: $0) }, make: make)
  }

  /// Assigns records to saved clusters, as they come.
  ///
  /// - Parameter steadiness: computed for each face.
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
      let placement = Placement(
        assignment, FaceSteadiness(steadiness, scaled, assignment, farthest: farthest))
      record.set(placement, model.numbers, on: reader.field, farthest: farthest)
      if assignment.distance <= farthest { record.setTitle(model.titles?[assignment.cluster]) }
      mean.add(placement.steadiness)
    }
    note(mean)
  }

  /// The fields that are read, each once.
  private func fields(_ read: [String]) -> [String] {
    let fields = read + clusterFields
    return fields.contains("name") ? fields : fields + ["name"]
  }
}
