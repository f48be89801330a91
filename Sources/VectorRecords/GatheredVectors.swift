import Clustering
import Filter
import Records

/// A list of vectors that grows one by one.
public protocol GrowingRows {
  var count: Int { get }
  mutating func append(_ row: [Double])
}

extension Vectors: GrowingRows {}

/// Vectors in double precision while there are few, in single precision once there are many.
public struct CompactingRows: GrowingRows {
  /// Exactly one of the two is not nil.
  public private(set) var vectors: Vectors?
  public private(set) var compact: CompactVectors?
  private let most: Int

  public var count: Int { vectors?.count ?? compact?.count ?? 0 }

  /// - Parameter most: up to this many are kept in double precision.
  public init(dimensions: Int, most: Int) {
    self.most = most
    vectors = Vectors(dimensions: dimensions)
  }

  public mutating func append(_ row: [Double]) {
    if vectors?.count == most {
      compact = vectors.map { CompactVectors($0) }
      vectors = nil
    }
    compact?.append(row)
    vectors?.append(row)
  }
}

extension Run {
  /// Reads the vectors of all records and keeps nothing else of them.
  ///
  /// - Parameters:
  ///   - rows: makes an empty list for vectors of the given length.
  ///   - also: called for each record whose vector was read.
  /// - Throws: `Fatal` where no record has a vector.
  public func gatherVectors<Rows: GrowingRows>(
    _ input: RecordInput, _ record: Record, _ reader: VectorReader,
    rows: (Int) -> Rows, also: (Record) throws -> Void = { _ in }
  ) throws -> Rows {
    var vectors: Rows?
    try eachRecord(input, record, pass: .gather) { record in
      let vector = try reader.vector(of: record)
      try also(record)
      if vectors == nil { vectors = rows(reader.dimensions) }
      vectors?.append(vector)
    }
    guard let vectors else {
      throw Fatal("no record in the input has \(reader.field): there is nothing to cluster")
    }
    return vectors
  }

  /// The same, always in double precision.
  public func gatherVectors(
    _ input: RecordInput, _ record: Record, _ reader: VectorReader
  ) throws -> Vectors {
    try gatherVectors(input, record, reader, rows: { Vectors(dimensions: $0) })
  }
}
