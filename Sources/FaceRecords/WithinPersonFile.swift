import Clustering
import Filter
import Records

/// What fc-repeat learned: how much measures vary between photos of one person, in a file of one line of JSON.
public struct WithinPersonFile: Sendable {
  /// The measures, in the order of the matrix.
  public let names: [String]
  /// Population deviation of each measure over all photos; the covariance is of measures divided by it.
  public let deviations: [Double]
  /// Row by row.
  public let covariance: [Double]
  /// Persons with two photos or more, and these photos.
  public let people: Int
  public let photos: Int

  /// Learned from 34 people, each neutral and smiling: see Sources/FaceRecords/Data/README.md.
  public static func builtIn() throws -> WithinPersonFile {
    try WithinPersonFile(bytes: PackageResources.within_json, place: "the built-in covariance")
  }

  /// - Parameter vectors: unscaled.
  public init?(_ vectors: Vectors, names: [String], people labels: [String]) {
    let scaling = Scaling.zScore(of: vectors)
    let inUnits = Scaling(means: [Double](repeating: 0, count: names.count), deviations: scaling.deviations)
    guard let within = WithinPerson(inUnits(vectors), people: labels) else { return nil }
    self.names = names
    deviations = scaling.deviations
    let size = within.covariance.size
    covariance = (0..<size).flatMap { row in (0..<size).map { within.covariance[row, $0] } }
    (people, photos) = (within.people, within.photos)
  }

  // MARK: Scaling by it

  /// A scaling in which distances are in units of the spread within persons, for vectors of these measures.
  ///
  /// - Throws: `Fatal` where a measure was not learned.
  public func scaling(of vectors: Vectors, names wanted: [String]) throws -> Scaling {
    let places = try wanted.map { name in
      guard let place = names.firstIndex(of: name) else {
        throw Fatal(
          "the within-person covariance does not know '\(name)': learn one with fc-repeat, or use "
            + "--scale zscore")
      }
      return place
    }
    let part = places.flatMap { row in places.map { covariance[row * names.count + $0] } }
    guard let whitening = SymmetricMatrix(size: places.count, values: part).whitening(ridge: Self.ridge) else {
      throw Fatal("the within-person covariance has no spread: learn one with fc-repeat from photos that differ")
    }
    return Scaling(means: vectors.columnMeans(), deviations: places.map { deviations[$0] }, whitening: whitening)
  }

  /// Between 0.1, enough for the people it was learned on, and 0.3, the best for people left out when it was learned
  /// on half
  /// as many.
  static let ridge = 0.2

  // MARK: The file

  public func write(to text: inout JSONText) {
    text.append("{\"model\":\"within-person\",\"people\":\(people),\"photos\":\(photos),\"deviations\":")
    text.object(zip(names, deviations), name: \.0) { $0.sevenDigits($1.1) }
    text.append(",\"covariance\":")
    text.list(0..<names.count) { text, row in
      text.list(covariance[row * names.count..<(row + 1) * names.count]) { $0.sevenDigits($1) }
    }
    text.append("}\n")
  }

  public init(path: String) throws {
    try self.init(bytes: readFile(path), place: path)
  }

  private init(bytes: [UInt8], place: String) throws {
    let record = Record(fields: ["model", "people", "photos", "deviations", "covariance"])
    self = try record.withLine(bytes, place: place, wanted: "a covariance that fc-repeat wrote") { record in
      guard record.string("model") == "within-person", let deviations = record.numbers("deviations"),
        let covariance = record.numbers("covariance"), deviations.isNamed, deviations.rowLength == 0,
        deviations.values.count > 0, covariance.rowLength == deviations.values.count,
        covariance.elementCount == deviations.values.count, deviations.values.allSatisfy({ $0 > 0 && $0.isFinite }),
        covariance.values.allSatisfy(\.isFinite), let people = record.number("people").flatMap({ Int(exactly: $0) }),
        let photos = record.number("photos").flatMap({ Int(exactly: $0) })
      else { return nil }
      return WithinPersonFile(
        names: record.memberNames("deviations"), deviations: Array(deviations.values),
        covariance: Array(covariance.values), people: people, photos: photos)
    }
  }

  private init(names: [String], deviations: [Double], covariance: [Double], people: Int, photos: Int) {
    (self.names, self.deviations, self.covariance) = (names, deviations, covariance)
    (self.people, self.photos) = (people, photos)
  }
}

extension Record {
  /// Reads a file that is one line of JSON.
  ///
  /// - Parameter body: returns nil where the line is something else.
  /// - Throws: `Fatal` then, and where the file is no JSON.
  func withLine<Value>(
    _ bytes: [UInt8], place: String, wanted: String, _ body: (Record) throws -> Value?
  ) throws -> Value {
    let line = bytes.prefix(bytes.lastIndex { $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0)
    let padded = line + [UInt8](repeating: 0, count: Record.padding)
    return try padded.withUnsafeBytes { padded in
      do throws(MalformedRecord) {
        try scan(UnsafeRawBufferPointer(rebasing: padded[..<line.count]))
      } catch {
        throw Fatal("\(error.reason): not \(wanted)", at: place)
      }
      guard let value = try body(self) else { throw Fatal("is not \(wanted)", at: place) }
      return value
    }
  }
}
