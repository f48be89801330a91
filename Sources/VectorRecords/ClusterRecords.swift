import Clustering
import Filter
import Records

/// Clusters that were made of all records.
public struct MadeClusters {
  /// With the numbers that the clusters go by.
  public let model: ClusterModel
  /// The model to keep, which may have more clusters.
  public let kept: ClusterModel
  /// The place of a row among the clusters, from its number and its vector as it was read.
  public let assignment: (Int, [Double]) -> NearestCentres.Assignment

  public init(
    _ model: ClusterModel, kept: ClusterModel? = nil,
    assignment: @escaping (Int, [Double]) -> NearestCentres.Assignment
  ) {
    (self.model, self.kept, self.assignment) = (model, kept ?? model, assignment)
  }
}

/// What clusters are made of.
public struct GatheredVectors {
  /// Unscaled, one row a record that can be clustered.
  public let vectors: Vectors
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
  ///   - look: sees each record whose vector was read, in both passes, and throws an `InputFailure`
  ///     where it lacks what the clusters need besides.
  ///   - check: throws where the numbers of an earlier model cannot be kept.
  /// - Throws: `Fatal` where no record has a vector, or the input changes between the passes.
  public func cluster(
    _ options: ClusterOptions, on field: String, others: [String] = [],
    look: (Record, Pass) throws -> Void = { _, _ in },
    checkEarlier: (ClusterModel) throws -> Void = { _ in },
    make: (GatheredVectors) throws -> MadeClusters
  ) throws {
    let earlier = try options.match.map { try ClusterModel(path: $0).withoutCopies }
    if let earlier { try checkEarlier(earlier) }
    let modelOut = try options.modelOut.map {
      try outputBeside($0, flag: "--model-out", updates: "--match")
    }
    let reader = VectorReader(field: options.field ?? field)
    let record = Record.forStage(others + reader.fields + clusterFields)
    let input = recordInput(isReplayed: true)
    let vectors = try gatherVectors(input, record, reader) { try look($0, .gather) }
    let made = try make(GatheredVectors(vectors: vectors, reader: reader, earlier: earlier))
    if let modelOut { made.kept.write(to: &modelOut.text) }

    let hasChanged = Fatal("the input changed while it was read: run again")
    var row = 0
    try eachRecord(input, record, owned: clusterFields, pass: .deliver) { record in
      // Read again, so that what failed then fails here too.
      let vector = try reader.vector(of: record)
      try look(record, .deliver)
      guard row < vectors.count else { throw hasChanged }
      record.set(made.assignment(row, vector), made.model.numbers, on: reader.field)
      row += 1
    }
    guard row == vectors.count else { throw hasChanged }
  }

  /// Assigns records to saved clusters, as they come.
  public func assign(to model: ClusterModel, _ options: ClusterOptions) throws {
    let reader = VectorReader(field: options.field ?? model.field, like: model)
    let nearest = NearestCentres(model.centres)
    let record = Record.forStage(reader.fields + clusterFields)
    try eachRecord(recordInput(), record, owned: clusterFields) { record in
      let scaled = model.scaling(try reader.vector(of: record))
      guard scaled.isComputable else {
        throw InputFailure(
          "bad-vector", "a number in \(reader.field) is far too large for the model")
      }
      record.set(
        nearest(scaled), model.numbers, on: reader.field,
        farthest: options.maximumDistance ?? .infinity)
    }
  }
}
