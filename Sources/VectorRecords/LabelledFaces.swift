import Clustering
import Filter
import Records

/// Faces with known names and their vectors.
public struct LabelledFaces {
  public var vectors: Vectors
  /// One per row.
  public var labels: [String]
}

extension Run {
  /// Reads the vectors and names of all records that have both; reports how many have no name.
  ///
  /// - Throws: `Fatal` where no record has both.
  public func gatherLabelled(_ reader: VectorReader, _ names: LabelReader) throws -> LabelledFaces {
    let record = Record.forStage(reader.fields + [names.field])
    var faces: LabelledFaces?
    var nameless = 0
    try eachRecord(recordInput(), record, pass: .gather) { record in
      let vector = try reader.vector(of: record)
      guard let label = names.label(of: record) else {
        nameless += 1
        return
      }
      if faces == nil {
        faces = LabelledFaces(vectors: Vectors(dimensions: reader.dimensions), labels: [])
      }
      faces?.vectors.append(vector)
      faces?.labels.append(label)
    }
    noteNameless(nameless, names)
    guard let faces else {
      throw Fatal("no record has \(reader.field) and a name (\(names.meaning))")
    }
    return faces
  }

  /// Reports how many records are left out because they have no name.
  public func noteNameless(_ count: Int, _ names: LabelReader) {
    if count > 0 { note("\(count) records have no name (\(names.meaning)): they are left out") }
  }
}
