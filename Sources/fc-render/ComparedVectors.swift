import Filter
import Records
import VectorRecords

/// The numbers that clusters were made from, if these are not the features: those in the field that
/// records name in `cluster_on`.
final class ComparedVectors {
  let field: String
  /// One per face; empty for a face without numbers that can be compared with the others'.
  private(set) var vectors: [[Float]]
  /// The names of the numbers, if they have any.
  var names: [String]? { reader.names }
  var isNamed: Bool { names != nil }

  private let record: Record
  private let reader: VectorReader

  /// - Parameter count: the number of faces before the first one with this field.
  init(field: String, after count: Int) {
    self.field = field
    vectors = Array(repeating: [], count: count)
    reader = VectorReader(field: field)
    record = Record(fields: reader.fields)
  }

  /// Keeps only the faces with these indices.
  func keep(_ faces: [Int]) { vectors = faces.map { vectors[$0] } }

  /// Reads the numbers of the next face.
  func append(of face: Record) {
    guard face.string("cluster_on") == field, (try? record.scan(face.source)) != nil,
      let vector = try? reader.vector(of: record)
    else { return vectors.append([]) }
    vectors.append(vector.map { Float($0) })
  }
}
