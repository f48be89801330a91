import Filter
import PhotoStages
import Records

/// A face that can be compared with others.
public struct EmbeddedFace: Sendable {
  public var path: String
  /// Its number in its photo; nil where its record has none.
  public var face: Int?
  public var embedding: [Float]

  public init(path: String, face: Int?, embedding: [Float]) {
    (self.path, self.face, self.embedding) = (path, face, embedding)
  }

  /// Writes an object that identifies the face.
  public func write(to text: inout JSONText) {
    text.append("{\"path\":")
    text.string(path)
    if let face {
      text.append(",\"face\":")
      text.integer(face)
    }
    text.append("}")
  }

  /// Euclidean distance; faces of one person are mostly less than 0.6 apart (King 2017, dlib).
  public func distance(to other: EmbeddedFace) -> Double {
    var sum: Float = 0
    for (one, another) in zip(embedding, other.embedding) {
      let difference = one - another
      sum += difference * difference
    }
    return Double(sum).squareRoot()
  }
}

/// Reads the face of one record. Not `Sendable`.
public final class EmbeddedFaceReader {
  /// The fields that a record must be scanned for.
  public static let fields = ["path", "face", EmbeddingStage.field]
  private static let dimensions = 128

  public init() {}

  /// - Throws: `InputFailure` where the record has no embedding of 128 numbers.
  public func face(of record: Record) throws(InputFailure) -> EmbeddedFace {
    EmbeddedFace(
      path: record.string("path") ?? "", face: record.number("face").flatMap(Int.init(exactly:)),
      embedding: try Self.embedding(of: record))
  }

  /// - Throws: `InputFailure` as above.
  static func embedding(of record: Record) throws(InputFailure) -> [Float] {
    guard record.holds(EmbeddingStage.field) else {
      throw InputFailure("no-vector", missing: EmbeddingStage.field, remedy: "run fc-embed first")
    }
    guard let numbers = record.numbers(EmbeddingStage.field), !numbers.isNamed,
      numbers.values.count == Self.dimensions,
      numbers.values.allSatisfy({ $0.magnitude < 1e15 })
    else {
      throw InputFailure("bad-vector", "embedding must be an array of \(Self.dimensions) numbers")
    }
    return numbers.values.map(Float.init)
  }
}

extension Run {
  /// The faces of the photos and records that are named on the command line or read from standard
  /// input. A record with an embedding keeps it, and its photo is not opened.
  ///
  /// - Returns: the faces, and the photos without a face, with the reason; these count as
  ///   processed.
  /// - Throws: `Fatal` where a model is missing.
  public func embeddedFaces(
    _ options: EmbeddingOptions
  ) throws -> (faces: [EmbeddedFace], faceless: [(path: String, reason: String)]) {
    let predictor = options.landmarks.predictor()
    let embedder = options.embedder()
    let record = Record.forStage(EmbeddedFaceReader.fields)
    let (reader, failures) = (EmbeddedFaceReader(), FailureReader())
    var faces: [EmbeddedFace] = []
    var faceless: [(path: String, reason: String)] = []
    try eachPhoto(
      fields: EmbeddingStage.fields, owned: [],
      takesDamaged: options.landmarks.detection.takesDamaged,
      gather: { text in
        try scanEach(of: text, record) { record in
          if let failure = failures.failure(of: record) {
            faceless.append((record.string("path") ?? "", failure.message))
          } else {
            faces.append(try reader.face(of: record))
          }
        }
      },
      {
        let stage = EmbeddingStage(options, predictor, embedder)
        return { photo, output in
          if photo.record.holds(EmbeddingStage.field) {
            _ = try EmbeddedFaceReader.embedding(of: photo.record)
            output.write(photo.record)
          } else {
            try stage.eachFace(of: photo, into: &output)
          }
        }
      })
    return (faces, faceless)
  }
}

/// Reads records that a stage of this process wrote, one per line.
private func scanEach(
  of text: JSONText, _ record: Record, _ body: (Record) throws -> Void
) throws {
  let padded = text.bytes + [UInt8](repeating: 0, count: Record.padding)
  try padded.withUnsafeBytes { bytes in
    var start = 0
    while let end = bytes[start..<text.count].firstIndex(of: UInt8(ascii: "\n")) {
      try record.scan(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      try body(record)
      start = end + 1
    }
  }
}
