/// Clusters, as statements change them one after the other: each is applied to what the earlier
/// ones made.
public struct NamedClusters: Sendable {
  /// What becomes of a face's name.
  public enum NameChange: Sendable, Equatable {
    case keep
    case set(String)
    case remove
  }

  /// What a statement did.
  public struct Outcome: Sendable, Equatable {
    /// Why it, or a part of it, no longer fits; empty where it does.
    public var unfit: [UnfitReason] = []
    /// Which earlier statements it contradicts, of which it is the one that counts.
    public var contradictions: [UnfitReason] = []

    public init() {}
  }

  /// One a face; nil where it is in none.
  public internal(set) var clusters: [Int?]
  /// Whether a face is where somebody put it.
  public internal(set) var isByHand: [Bool]

  let index: FaceIndex
  /// The clusters and names as they came, and what these names call the clusters.
  private let given: [Int?]
  private let givenNames: [String?]
  private let givenTitles: [Int: String]
  var titles: [Int: Title] = [:]
  /// Names of single faces; nil takes the name away.
  var ownNames: [Int: String?] = [:]
  /// Clusters of which a statement changed the name or the members as a whole.
  var touched: Set<Int> = []
  /// Where merged clusters went.
  private var mergedInto: [Int: Int] = [:]
  var next: Int
  /// The last statement that moved a face.
  var movers: [Int: String] = [:]
  /// Who is said not to be in a cluster, and where that stands.
  var refusals: [Int: [(cluster: Int, place: String)]] = [:]

  /// What a cluster is called, and who said so.
  struct Title: Sendable {
    var name: String?
    /// The statement's place; nil where the faces' names say it.
    var place: String?
    /// The faces by which that statement knew the cluster; empty where by its number.
    var rows: Set<Int> = []
  }

  /// - Parameters:
  ///   - clusters: one per face.
  ///   - names: those that the faces have already.
  public init(_ faces: [FacePlace], clusters: [Int?], names: [String?]) {
    precondition(faces.count == clusters.count, "a cluster for each face")
    index = FaceIndex(faces)
    self.clusters = clusters
    (given, givenNames) = (clusters, names)
    isByHand = Array(repeating: false, count: faces.count)
    givenTitles = Titles.majority(names, clusters: clusters)
    titles = givenTitles.mapValues { Title(name: $0) }
    let largest = clusters.compactMap(\.self).max() ?? -1
    next = largest < Int.max ? largest + 1 : largest
  }

  // MARK: Results

  /// What becomes of a face's name: its own counts before its cluster's. The name of a face that no
  /// statement is about stays as it came.
  public func nameChange(of row: Int) -> NameChange {
    if let own = ownNames[row] { return own.map { .set($0) } ?? .remove }
    let cluster = clusters[row]
    let title = cluster.flatMap { titles[$0] }
    guard cluster != given[row] || cluster.map(touched.contains) ?? false else { return .keep }
    if let name = title?.name { return .set(name) }
    // Nobody's name now: by a statement, or since it was that of the cluster it left.
    let isLeft = cluster != given[row] && givenNames[row] == given[row].flatMap { givenTitles[$0] }
    return title?.place != nil || (isLeft && isByHand[row]) ? .remove : .keep
  }

  /// The number that a cluster of the input has now.
  public func number(after number: Int) -> Int {
    var number = number
    while let next = mergedInto[number] { number = next }
    return number
  }

  // MARK: Looking up

  /// The cluster that is meant, and the faces by which it was known.
  func find(_ group: Statement.Group) throws(UnfitReason) -> (cluster: Int, rows: Set<Int>) {
    switch group {
    case .number(let given):
      let number = number(after: given)
      guard clusters.contains(number) else {
        throw UnfitReason("there is no such cluster", "\(given)")
      }
      return (number, [])
    case .holding(let places):
      var votes: [Int: (count: Int, first: Int)] = [:]
      var found: Set<Int> = []
      var missing: UnfitReason?
      for (order, place) in places.enumerated() {
        do throws(FaceIndex.Missing) {
          let rows = try index.rows(of: place)
          found.formUnion(rows)
          guard let cluster = rows.lazy.compactMap({ clusters[$0] }).first else { continue }
          votes[cluster, default: (0, order)].count += 1
        } catch {
          missing = missing ?? error.reason(place)
        }
      }
      let best = votes.max { a, b in
        a.value.count != b.value.count
          ? a.value.count < b.value.count : a.value.first > b.value.first
      }
      guard let best else {
        throw missing ?? UnfitReason("none of its faces is in a cluster")
      }
      return (best.key, found.filter { clusters[$0] == best.key })
    }
  }

  /// The rows of some faces, and what is to be told of those that are not there.
  func find(_ places: [FacePlace]) -> (rows: [Int], missing: [UnfitReason]) {
    var (rows, missing): ([Int], [UnfitReason]) = ([], [])
    for place in places {
      do throws(FaceIndex.Missing) {
        rows += try index.rows(of: place)
      } catch {
        missing.append(error.reason(place))
      }
    }
    return (rows, missing)
  }

  // MARK: Merging

  mutating func merge(_ groups: [Statement.Group]) throws(UnfitReason) {
    var targets: [Int] = []
    for group in groups {
      let cluster = try find(group).cluster
      if !targets.contains(cluster) { targets.append(cluster) }
    }
    guard let first = targets.first, targets.count > 1 else { return }
    let others = Set(targets.dropFirst())
    for row in clusters.indices where clusters[row].map(others.contains) ?? false {
      clusters[row] = first
    }
    if titles[first]?.name == nil {
      titles[first] = targets.compactMap { titles[$0] }.first { $0.name != nil }
    }
    for other in others {
      mergedInto[other] = first
      titles[other] = nil
    }
    touched.insert(first)
  }
}
