import Clustering
import Filter
import MeasureRecords
import Measures
import Records

/// What fc-repeat learned: how much measures vary between photos of one person. The file is one
/// line of JSON.
public struct WithinPersonFile: Sendable {
  /// The measures, in the order of the matrix.
  public let names: [String]
  /// The length that lengths were divided by.
  public let base: Base
  /// Population deviation of each measure over all photos; the covariance is that of the measures
  /// divided by these.
  public let deviations: [Double]
  /// Row-major.
  public let covariance: [Double]
  /// The number of people with two or more photos, and of these photos.
  public let people: Int
  public let photos: Int
  /// Whether this is the covariance built into the programs.
  public private(set) var isBuiltIn = false

  /// Learned from 34 people, each neutral and smiling: see Sources/VectorRecords/Data/README.md.
  public static func builtIn() throws -> WithinPersonFile {
    var file = try WithinPersonFile(
      bytes: PackageResources.within_json, source: "the built-in covariance")
    file.isBuiltIn = true
    return file
  }

  /// - Parameter vectors: unscaled.
  public init?(_ vectors: Vectors, names: [String], base: Base, people labels: [String]) {
    let scaling = Scaling.zScore(of: vectors)
    let inUnits = Scaling(
      means: [Double](repeating: 0, count: names.count), deviations: scaling.deviations)
    guard let within = WithinPerson(inUnits(vectors), people: labels) else { return nil }
    self.names = names
    self.base = base
    deviations = scaling.deviations
    let size = within.covariance.size
    covariance = (0..<size).flatMap { row in (0..<size).map { within.covariance[row, $0] } }
    (people, photos) = (within.people, within.photos)
  }

  // MARK: Scaling and spread by it

  /// A scaling in which distances are in units of the spread within persons, for vectors of these
  /// measures.
  ///
  /// - Throws: `Fatal` where a measure was not learned, or lengths were divided by a different
  ///   base, for which the covariance is not valid.
  public func scaling(of vectors: Vectors, names requested: [String], base requestedBase: Base)
    throws
    -> Scaling
  {
    let positions = try positions(
      of: requested, base: requestedBase, otherwise: "use --scale zscore")
    guard let whitening = covariance(at: positions).whitening(ridge: Self.ridge) else {
      throw Fatal(
        "the within-person covariance has no spread: learn one with fc-repeat from photos that "
          + "differ"
      )
    }
    return Scaling(
      means: vectors.columnMeans(), deviations: positions.map { deviations[$0] },
      whitening: whitening)
  }

  /// Between 0.1, which is enough for the people it was learned on, and 0.3, which was best for
  /// people left out when it was learned on half of them.
  static let ridge = 0.2

  /// How photos of one person differ in these measures.
  ///
  /// - Throws: `Fatal` as `scaling` does.
  public func spread(of requested: [String], base requestedBase: Base) throws -> WithinSpread {
    let positions = try positions(
      of: requested, base: requestedBase, otherwise: "leave out --within")
    return WithinSpread(
      covariance: covariance(at: positions), units: positions.map { deviations[$0] })
  }

  /// Whether all these measures were learned, divided by this base.
  public func knows(_ requested: [String], base requestedBase: Base) -> Bool {
    requestedBase == base && requested.allSatisfy { names.position(of: $0) != nil }
  }

  private func positions(
    of requested: [String], base requestedBase: Base, otherwise: String
  ) throws -> [Int] {
    guard requestedBase == base else {
      throw Fatal(
        "the within-person covariance was learned from lengths divided by \(base.words), but these "
          + "are divided by \(requestedBase.words): run fc-normalize with the same --base, learn "
          + "one with fc-repeat, or \(otherwise)")
    }
    return try requested.map { name in
      guard let position = names.position(of: name) else {
        throw Fatal(
          "the within-person covariance does not cover '\(name)': learn one with fc-repeat, or "
            + otherwise)
      }
      return position
    }
  }

  private func covariance(at positions: [Int]) -> SymmetricMatrix {
    SymmetricMatrix(
      size: positions.count,
      values: positions.flatMap { row in positions.map { covariance[row * names.count + $0] } })
  }

  /// The standard deviation between photos of one person, in the measure's own unit; nil where it
  /// was not learned.
  public func spread(of name: String) -> Double? {
    names.position(of: name).map { position in
      covariance[position * names.count + position].squareRoot() * deviations[position]
    }
  }

  // MARK: The file

  public func write(to text: inout JSONText) {
    text.append("{\"model\":\"within-person\",\"people\":\(people),\"photos\":\(photos)")
    text.member(base)
    text.append(",\"deviations\":")
    text.object(names, deviations) { $0.sevenDigits($1) }
    text.append(",\"covariance\":")
    text.list(0..<names.count) { text, row in
      text.list(covariance[row * names.count..<(row + 1) * names.count]) { $0.sevenDigits($1) }
    }
    text.append("}\n")
  }

  public init(path: String) throws {
    try self.init(bytes: readFile(path), source: path)
  }

  private init(bytes: [UInt8], source: String) throws {
    let record = Record(
      fields: ["model", "people", "photos", Base.field, "deviations", "covariance"])
    self = try record.withLine(
      bytes, source: source, expected: "a covariance that fc-repeat wrote"
    ) { (record) throws(Unfit) in try WithinPersonFile(record) }
  }

  /// Everything in the file is checked here, so that it is safe to compute with.
  private init(_ record: Record) throws(Unfit) {
    guard record.string("model") == "within-person" else { throw Unfit(nil) }
    let columns = try record.columns("deviations")
    guard let names = columns.names else { throw Unfit("deviations have no names") }
    let covariance = try record.covariance("covariance", of: names.count)
    guard let people = record.integer("people"), people > 0,
      let photos = record.integer("photos"), photos / 2 >= people
    else { throw Unfit("it covers no people with two or more photos") }
    self.names = names
    base = record.base
    deviations = try columns.values.map { (value) throws(Unfit) in try deviation(value) }
    self.covariance = covariance.values
    (self.people, self.photos) = (people, photos)
  }
}
