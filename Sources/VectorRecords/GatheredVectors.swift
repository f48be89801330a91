import Clustering
import Filter
import Records

extension Run {
  /// Reads the vectors of all records and keeps nothing else of them.
  ///
  /// - Parameter also: looks at each record whose vector was read.
  /// - Throws: `Fatal` where no record has one.
  public func gatherVectors(
    _ input: RecordInput, _ record: Record, _ reader: VectorReader,
    also: (Record) throws -> Void = { _ in }
  ) throws -> Vectors {
    var vectors: Vectors?
    try eachRecord(input, record, pass: .gather) { record in
      let vector = try reader.vector(of: record)
      try also(record)
      if vectors == nil { vectors = Vectors(dimensions: reader.dimensions) }
      vectors?.append(vector)
    }
    guard let vectors else {
      throw Fatal("no record with \(reader.field) came in: there is nothing to cluster")
    }
    return vectors
  }
}
