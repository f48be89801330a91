import Filter
import Records
import VectorRecords

/// What faces were clustered on, where it is not their features: the field that their records name
/// as `cluster_on`, and its numbers.
final class ComparedVectors {
  let field: String
  /// One a face; empty where a face has none that can be compared with the others'.
  private(set) var vectors: [[Float]]
  /// The names of the numbers, where they have any.
  var names: [String]? { reader.names }
  var isNamed: Bool { names != nil }

  private let record: Record
  private let reader: VectorReader

  /// - Parameter count: of the faces that came before.
  init(field: String, after count: Int) {
    self.field = field
    vectors = Array(repeating: [], count: count)
    reader = VectorReader(field: field)
    record = Record(fields: reader.fields)
  }

  /// Forgets all but these faces, given by their indices.
  func keep(_ faces: [Int]) { vectors = faces.map { vectors[$0] } }

  /// The numbers of the next face.
  func append(of face: Record) {
    guard face.string("cluster_on") == field, (try? record.scan(face.source)) != nil,
      let vector = try? reader.vector(of: record)
    else { return vectors.append([]) }
    vectors.append(vector.map { Float($0) })
  }
}
