/// Clusters, changed by statements one after the other: each applies to the result of the earlier
/// ones.
public struct NamedClusters: Sendable {
  /// The change to a face's name.
  public enum NameChange: Sendable, Equatable {
    case keep
    case set(String)
    case remove
  }

  /// The effect of a statement.
  public struct Outcome: Sendable, Equatable {
    /// Why it, or a part of it, does not apply; empty where it does.
    public var unfit: [UnfitReason] = []
    /// The earlier statements that it contradicts and overrides.
    public var contradictions: [UnfitReason] = []

    public init() {}
  }

  /// One per face; nil where the face is in no cluster.
  public internal(set) var clusters: [Int?]
  /// Whether somebody put the face there.
  public internal(set) var isByHand: [Bool]

  let index: FaceIndex
  /// The clusters and names of the input, and the clusters' names according to their faces.
  private let given: [Int?]
  private let givenNames: [String?]
  private let givenTitles: [Int: String]
  var titles: [Int: Title] = [:]
  /// The names of individual faces; nil removes a name.
  var ownNames: [Int: String?] = [:]
  /// Clusters whose name or set of members was changed by a statement.
  var touched: Set<Int> = []
  /// The cluster into which each merged one went.
  private var mergedInto: [Int: Int] = [:]
  var next: Int
  /// For each face, the location of the last statement that moved it.
  var movers: [Int: String] = [:]
  /// For each face, the clusters that it is said not to belong to, and the location of the
  /// statement.
  var refusals: [Int: [(cluster: Int, location: String)]] = [:]

  /// A cluster's name, and where it comes from.
  struct Title: Sendable {
    var name: String?
    /// The location of the statement; nil where the name comes from the faces.
    var location: String?
    /// The faces by which the statement identified the cluster; empty where it gave a number.
    var rows: Set<Int> = []
  }

  /// - Parameters:
  ///   - clusters: one per face.
  ///   - names: the names that the faces already have.
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

  /// The change to a face's name: its own name takes precedence over its cluster's. A face that no
  /// statement affects keeps its name.
  public func nameChange(of row: Int) -> NameChange {
    if let own = ownNames[row] { return own.map { .set($0) } ?? .remove }
    let cluster = clusters[row]
    let title = cluster.flatMap { titles[$0] }
    guard cluster != given[row] || cluster.map(touched.contains) ?? false else { return .keep }
    if let name = title?.name { return .set(name) }
    // The face loses its name if a statement removed it, or if it was the name of the cluster it
    // left.
    let isLeft = cluster != given[row] && givenNames[row] == given[row].flatMap { givenTitles[$0] }
    return title?.location != nil || (isLeft && isByHand[row]) ? .remove : .keep
  }

  /// The number that a cluster of the input now has.
  public func number(after number: Int) -> Int {
    var number = number
    while let next = mergedInto[number] { number = next }
    return number
  }

  // MARK: Looking up

  /// The cluster that is meant, and those of the given faces that are in it.
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

  /// The rows of some faces, and the messages about those that do not exist.
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
