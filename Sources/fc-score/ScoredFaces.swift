import Clustering
import Filter
import Records
import VectorRecords

/// The faces to score: for each its cluster, its known name and its vector, where it has them.
struct ScoredFaces {
  private(set) var paths: [String] = []
  private(set) var clusters: [Int?] = []
  /// Nil where names were not asked for, or a record has none.
  private(set) var names: [String?] = []
  /// The steadiness that fc-kmeans predicted; nil where the record has none.
  private(set) var steadiness: [Double?] = []
  /// One row for each face that has a vector; nil if none has.
  private(set) var vectors: Vectors?
  /// For each face, its row in `vectors`, if it has one.
  private(set) var rows: [Int?] = []
  /// Records that an earlier stage could not process.
  private(set) var failed = 0
  /// Faces whose cluster is missing or null, and faces whose cluster is not a whole number.
  private(set) var withoutCluster = 0
  private(set) var withBadCluster = 0
  /// Records that are left out altogether, because their vector is invalid.
  private(set) var withBadVector = 0

  var count: Int { clusters.count }
  var hasClusters: Bool { clusters.contains { $0 != nil } }
  var nameless: Int { names.count { $0 == nil } }
  var withoutVector: Int { rows.count { $0 == nil } }

  /// - Parameter labels: nil where names are not compared.
  /// - Throws: `Fatal` without faces, or where names are asked for and no record has one.
  init(_ run: Run, _ reader: VectorReader, _ labels: LabelReader?) throws {
    let own = ["path", "cluster", "steadiness"] + (labels.map { [$0.field] } ?? [])
    let record = Record.forStage(Set(own + reader.fields).sorted())
    var failed = 0
    try run.eachRecord(run.recordInput(), record, pass: .gather) { record in
      let vector: [Double]?
      do throws(InputFailure) {
        vector = record.holds(reader.field) ? try reader.vector(of: record) : nil
      } catch {
        withBadVector += 1
        throw error
      }
      if let vector {
        if vectors == nil { vectors = Vectors(dimensions: reader.dimensions) }
        vectors?.append(vector)
      }
      rows.append(vector == nil ? nil : (vectors?.count ?? 0) - 1)
      paths.append(record.string("path") ?? "")
      clusters.append(cluster(of: record))
      steadiness.append(record.number("steadiness").flatMap { (0...1).contains($0) ? $0 : nil })
      names.append(labels?.label(of: record))
    } onError: { _ in
      failed += 1
    }
    self.failed = failed
    guard count > 0 else {
      throw Fatal("there are no faces in the input, so there is nothing to score")
    }
    reportLeftOut(run, reader)
    if let labels {
      guard nameless < count else {
        throw Fatal("no record has a name (\(labels.meaning)): is that the right option?")
      }
      run.noteNameless(nameless, labels)
    }
  }

  private mutating func cluster(of record: Record) -> Int? {
    guard record.holds("cluster") else {
      withoutCluster += 1
      return nil
    }
    let cluster = record.integer("cluster")
    if cluster == nil { withBadCluster += 1 }
    return cluster
  }

  private func reportLeftOut(_ run: Run, _ reader: VectorReader) {
    if hasClusters, withoutCluster > 0 {
      run.note(
        "\(withoutCluster) records have no cluster: they are left out of the cluster scores")
    }
    if withBadCluster > 0 {
      run.note(
        "\(withBadCluster) records have a cluster that is not a whole number: they are left out of "
          + "the cluster scores")
    }
    if vectors != nil, withoutVector > 0 {
      run.note(
        "\(withoutVector) records have no \(reader.field): they are left out of the vector scores")
    }
  }

  /// The faces that have a cluster, and also a name and a vector where asked for.
  func faces(withNames: Bool = false, withVectors: Bool = false) -> [Int] {
    (0..<count).filter {
      clusters[$0] != nil && (!withNames || names[$0] != nil) && (!withVectors || rows[$0] != nil)
    }
  }
}
