import Clustering
import FaceRecords
import Filter
import Records

/// What there is to score: for each face its cluster, its known name and its vector, where it has them.
struct ScoredFaces {
  private(set) var paths: [String] = []
  private(set) var clusters: [Int?] = []
  /// Nil where no names were asked for, or a record has none.
  private(set) var names: [String?] = []
  /// One row a face; nil where some face has none.
  private(set) var vectors: Vectors?
  /// Records that an earlier stage could not process.
  private(set) var failed = 0

  var count: Int { clusters.count }
  var hasClusters: Bool { clusters.contains { $0 != nil } }
  var nameless: Int { names.count { $0 == nil } }

  /// - Parameter labels: nil where no names are compared with.
  /// - Throws: `Fatal` without faces, or where names are asked for and no record has one.
  init(_ run: Run, _ reader: VectorReader, _ labels: LabelReader?) throws {
    let fields = Set(["path", "cluster"] + reader.fields + (labels.map { [$0.field] } ?? []))
    let record = Record.forStage(fields.sorted())
    var vectors: Vectors?
    var withoutVector = 0
    var failed = 0
    try run.eachRecord(run.recordInput(), record, pass: .gather) { record in
      if record.holds(reader.field) {
        let vector = try reader.vector(of: record)
        if vectors == nil { vectors = Vectors(dimensions: reader.dimensions) }
        vectors?.append(vector)
      } else {
        withoutVector += 1
      }
      paths.append(record.string("path") ?? "")
      clusters.append(record.number("cluster").flatMap { Int(exactly: $0) })
      names.append(labels?.label(of: record))
    } onError: { _ in
      failed += 1
    }
    self.failed = failed
    guard count > 0 else { throw Fatal("no face came in: there is nothing to score") }
    if withoutVector == 0 {
      self.vectors = vectors
    } else if vectors != nil {
      run.note("\(withoutVector) records have no \(reader.field): scores that need it are left out")
    }
    if let labels {
      guard nameless < count else { throw Fatal("no record has a name (\(labels.meaning)): is it the right one?") }
      run.noteNameless(nameless, labels)
    }
  }

  /// The faces that have a cluster, and a name where names are compared with.
  func rows(withNames: Bool) -> [Int] {
    (0..<count).filter { clusters[$0] != nil && (!withNames || names[$0] != nil) }
  }
}
