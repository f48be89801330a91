import Clustering
import Filter
import MeasureRecords
import Measures
import Records

/// What fc-repeat learned: how much measures vary between photos of one person, in a file of one
/// line of JSON.
public struct WithinPersonFile: Sendable {
  /// The measures, in the order of the matrix.
  public let names: [String]
  /// What their lengths were divided by.
  public let base: Base
  /// Population deviation of each measure over all photos; the covariance is of measures divided by
  /// it.
  public let deviations: [Double]
  /// Row by row.
  public let covariance: [Double]
  /// Persons with two photos or more, and these photos.
  public let people: Int
  public let photos: Int
  /// Whether it is the one that the programs bring.
  public private(set) var isBuiltIn = false

  /// Learned from 34 people, each neutral and smiling: see Sources/VectorRecords/Data/README.md.
  public static func builtIn() throws -> WithinPersonFile {
    var file = try WithinPersonFile(
      bytes: PackageResources.within_json, place: "the built-in covariance")
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
  /// - Throws: `Fatal` where a measure was not learned, or lengths are over another base: a
  ///   covariance cannot be told from that over another one.
  public func scaling(of vectors: Vectors, names wanted: [String], base wantedBase: Base) throws
    -> Scaling
  {
    let places = try places(of: wanted, base: wantedBase, otherwise: "use --scale zscore")
    guard let whitening = covariance(at: places).whitening(ridge: Self.ridge) else {
      throw Fatal(
        "the within-person covariance has no spread: learn one with fc-repeat from photos that "
          + "differ"
      )
    }
    return Scaling(
      means: vectors.columnMeans(), deviations: places.map { deviations[$0] }, whitening: whitening)
  }

  /// Between 0.1, enough for the people it was learned on, and 0.3, the best for people left out
  /// when it was learned on half as many.
  static let ridge = 0.2

  /// How photos of one person differ in these measures.
  ///
  /// - Throws: `Fatal` as `scaling` does.
  public func spread(of wanted: [String], base wantedBase: Base) throws -> WithinSpread {
    let places = try places(of: wanted, base: wantedBase, otherwise: "leave out --within")
    return WithinSpread(
      covariance: covariance(at: places), units: places.map { deviations[$0] })
  }

  /// Whether all these measures were learned, over this base.
  public func knows(_ wanted: [String], base wantedBase: Base) -> Bool {
    wantedBase == base && wanted.allSatisfy { names.place(of: $0) != nil }
  }

  private func places(
    of wanted: [String], base wantedBase: Base, otherwise: String
  ) throws -> [Int] {
    guard wantedBase == base else {
      throw Fatal(
        "the within-person covariance was learned from lengths over \(base.words), and these are "
          + "over \(wantedBase.words): run fc-normalize with the same --base, learn one with "
          + "fc-repeat, or \(otherwise)")
    }
    return try wanted.map { name in
      guard let place = names.place(of: name) else {
        throw Fatal(
          "the within-person covariance does not know '\(name)': learn one with fc-repeat, or "
            + otherwise)
      }
      return place
    }
  }

  private func covariance(at places: [Int]) -> SymmetricMatrix {
    SymmetricMatrix(
      size: places.count,
      values: places.flatMap { row in places.map { covariance[row * names.count + $0] } })
  }

  /// The deviation between photos of one person, in the measure's own unit; nil where it was not
  /// learned.
  public func spread(of name: String) -> Double? {
    names.place(of: name).map { place in
      covariance[place * names.count + place].squareRoot() * deviations[place]
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
    try self.init(bytes: readFile(path), place: path)
  }

  private init(bytes: [UInt8], place: String) throws {
    let record = Record(
      fields: ["model", "people", "photos", Base.field, "deviations", "covariance"])
    self = try record.withLine(
      bytes, place: place, wanted: "a covariance that fc-repeat wrote"
    ) { (record) throws(Unfit) in try WithinPersonFile(record) }
  }

  /// Whatever the file says is checked here, and can be computed with.
  private init(_ record: Record) throws(Unfit) {
    guard record.string("model") == "within-person" else { throw Unfit(nil) }
    let columns = try record.columns("deviations")
    guard let names = columns.names else { throw Unfit("deviations have no names") }
    let covariance = try record.covariance("covariance", of: names.count)
    guard let people = record.integer("people"), people > 0,
      let photos = record.integer("photos"), photos / 2 >= people
    else { throw Unfit("it tells no people with two photos or more") }
    self.names = names
    base = record.base
    deviations = try columns.values.map { (value) throws(Unfit) in try deviation(value) }
    self.covariance = covariance.values
    (self.people, self.photos) = (people, photos)
  }
}
