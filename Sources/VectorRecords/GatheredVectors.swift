import Clustering
import Filter
import Records

/// Vectors that are gathered one by one.
public protocol GrowingRows {
  var count: Int { get }
  mutating func append(_ row: [Double])
}

extension Vectors: GrowingRows {}

/// Vectors in double precision as long as they are few, in single precision where they are more.
public struct CompactingRows: GrowingRows {
  /// One of both is there.
  public private(set) var vectors: Vectors?
  public private(set) var compact: CompactVectors?
  private let most: Int

  public var count: Int { vectors?.count ?? compact?.count ?? 0 }

  /// - Parameter most: so many are kept in double precision.
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
  ///   - rows: an empty list for vectors of so many numbers.
  ///   - also: looks at each record whose vector was read.
  /// - Throws: `Fatal` where no record has one.
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
      throw Fatal("no record with \(reader.field) came in: there is nothing to cluster")
    }
    return vectors
  }

  /// The same in double precision, however many there are.
  public func gatherVectors(
    _ input: RecordInput, _ record: Record, _ reader: VectorReader
  ) throws -> Vectors {
    try gatherVectors(input, record, reader, rows: { Vectors(dimensions: $0) })
  }
}
